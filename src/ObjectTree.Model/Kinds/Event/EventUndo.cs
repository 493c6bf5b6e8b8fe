using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Kinds.Event;

/// <summary>What takes an event back: what it told is withdrawn, what was withdrawn is told again; always.</summary>
internal static class EventUndo
{
    public static TakenBack TakeBack(EventOperation inverse) => TakenBack.By(inverse);
}

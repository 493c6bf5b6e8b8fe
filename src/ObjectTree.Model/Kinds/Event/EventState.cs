using System.Diagnostics;

namespace ObjectTree.Model.Kinds.Event;

/// <summary>What an event leaves behind: nothing. It knows only what takes what back.</summary>
internal static class EventState
{
    public static EventOperation Inverse(EventOperation operation) => operation switch
    {
        EventOperation.Emit emit => new EventOperation.Withdraw(emit.Address, emit.Args),
        EventOperation.Withdraw withdraw => new EventOperation.Emit(withdraw.Address, withdraw.Args),
        _ => throw new UnreachableException(),
    };
}

using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>A replica that creates, moves and destroys, and what is told of that. The server is the test.</summary>
internal abstract class ShapeFixture : WritingFixture
{
    protected List<string> Told { get; } = [];

    [SetUp]
    public void Listen()
    {
        Told.Clear();
        Tree.Created += one =>
        {
            Told.Add($"+{one.Id}");
            Watch(one);
        };
        Tree.Destroyed += one => Told.Add($"-{one.Id}");
        Tree.Root.Children.Observe(Tell);
        foreach (var one in Tree.Objects.Where(one => !one.IsRoot))
            Watch(one);
    }

    protected ReplicaObject Create(string text, ReplicaObject? parent = null, int index = -1, string? key = null) =>
        Tree.Create("Note", parent ?? Tree.Root, note => note.GetAttribute<StringTopic>("text").Value = text, index, key);

    protected static string TextOf(ReplicaObject note) => note.GetAttribute<StringTopic>("text").Value;

    /// <summary>What the server makes of a new note, with a state of its own.</summary>
    protected CreateOperation Made(long id, long parent, string text, int index = -1, string? key = null) =>
        new([SampleTree.Note(id, parent, text) with { Type = Note.Schema, Key = key }], index);

    protected void Ack(long action, long position, params CreatedId[] ids) => Tree.Take(new AckMessage(action, position, [.. ids]));

    /// <summary>The operations of what was sent last, as the server would read them.</summary>
    protected ActionMessage LastSent => Sent[^1];

    protected ActionMessage Action(long number, long position, params Operation[] operations) =>
        ActionMessage.Of(number, 1, position, [.. operations]);

    protected string Shape() => Shape(Tree.Root);

    private static string Shape(ReplicaObject top)
    {
        foreach (var child in top.Children)
        {
            Assert.That(child.Parent, Is.SameAs(top));
            Assert.That(child.IsDestroyed, Is.False);
            Assert.That(top.Tree.Object(child.Id), Is.SameAs(child));
        }
        return top.Children.Count == 0 ? $"{top.Id}" : $"{top.Id}({string.Join(" ", top.Children.Select(Shape))})";
    }

    private void Watch(ReplicaObject one) => one.Children.Observe(Tell);

    private void Tell(ChildChange<ReplicaObject> change) => Told.Add(change.Kind switch
    {
        ChildChangeKind.Added => $"add {change.Child.Id} at {change.Index}",
        ChildChangeKind.Removed => $"remove {change.Child.Id} from {change.OldIndex}",
        _ => $"move {change.Child.Id} from {change.OldIndex} to {change.Index}",
    });
}

using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Protocol.Tests.Vectors;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>Every vector that changes a tree, read and applied as a connection does it.</summary>
public class ReplicaVectorTests
{
    public static IEnumerable<Vector> Valid => Vector.AllValid.Where(ChangesATree);

    public static IEnumerable<Vector> Invalid => Vector.AllInvalid.Where(ChangesATree);

    [TestCaseSource(nameof(Valid))]
    public void Apply_ValidMessage_GivesTheTypesAndObjectsItTells(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var tree = After(vector.Given);

        var message = Apply(tree, vector);

        var operations = message is FrameMessage frame ? frame.Operations : ((SnapshotMessage)message).Operations;
        foreach (var announce in operations.OfType<AnnounceTypeOperation>())
            Assert.That(tree.Schema.TryGetType(announce.Type.Number, out var type) && type.Equals(announce.Type));
        var gone = operations.OfType<DestroyOperation>().Select(destroy => destroy.ObjectId).ToHashSet();
        foreach (var create in operations.OfType<CreateOperation>().Where(create => !gone.Contains(create.Top.Id)))
            Assert.That(tree.TryGetObject(create.Top.Id, out _), $"object {create.Top.Id}");
        Assert.That(gone.Where(id => tree.TryGetObject(id, out _)), Is.Empty);
    }

    [TestCaseSource(nameof(Valid))]
    public void Apply_ValidFrameThatIsTakenBack_LeavesNoTrace(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var tree = After(vector.Given);
        if (MessageReader.Read(vector.Bytes, ReadLimits.FromServer, tree.Schema) is not FrameMessage frame)
            return;
        var before = TreeText.Of(tree);

        Assert.Throws<ProtocolException>(
            () => tree.Apply(new FrameMessage(frame.Operations.Add(new DestroyOperation(9_999_999)))));

        Assert.That(TreeText.Of(tree), Is.EqualTo(before));
        Assert.DoesNotThrow(() => tree.Apply(frame));
    }

    [TestCaseSource(nameof(Invalid))]
    public void Apply_InvalidMessage_IsRefusedAndLeavesNoTrace(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var tree = After(vector.Given);
        var before = TreeText.Of(tree);

        var exception = Assert.Throws<ProtocolException>(() => Apply(tree, vector));

        Assert.That(exception!.Code.Name(), Is.EqualTo(vector.Error));
        Assert.That(TreeText.Of(tree), Is.EqualTo(before));
    }

    // Snapshot and Frame.
    private static bool ChangesATree(Vector vector) => !vector.IsTcp && vector.Bytes is [3 or 4, ..];

    private static ReplicaTree After(IEnumerable<Vector> given)
    {
        var tree = new ReplicaTree(NullLogger.Instance);
        foreach (var vector in given)
            Apply(tree, vector);
        return tree;
    }

    private static Message Apply(ReplicaTree tree, Vector vector)
    {
        var message = MessageReader.Read(vector.Bytes, vector.Limits.ToReadLimits(), tree.Schema);
        if (message is SnapshotMessage snapshot)
            tree.Apply(snapshot);
        else
            tree.Apply((FrameMessage)message);
        return message;
    }
}

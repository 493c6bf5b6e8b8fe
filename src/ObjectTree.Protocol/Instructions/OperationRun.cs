using ObjectTree.Model;
using ObjectTree.Model.Topics;
using ObjectTree.Protocol.Kinds;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// Operations that are written together: those of one object's attributes, and the same of the objects that follow it; or one on the tree's
/// shape.
/// </summary>
internal readonly ref struct OperationRun
{
    /// <summary>From so many objects on, in the order of their ids, a Repeat is shorter.</summary>
    public const int FewestRepeated = 8;

    private OperationRun(ReadOnlySpan<Operation> operations, int width)
    {
        Operations = operations;
        Width = width;
    }

    public ReadOnlySpan<Operation> Operations { get; }

    /// <summary>How many operations there are of each object.</summary>
    public int Width { get; }

    public int Objects => Operations.Length / Width;

    /// <summary>The longest run that operations begin with. Too short to be repeated, it is of one object.</summary>
    public static OperationRun First(ReadOnlySpan<Operation> operations)
    {
        var width = WidthOf(operations);
        var first = operations[..width];
        var length = width;
        if (first[0] is TopicOperation && operations.Length >= FewestRepeated * width)
        {
            while (operations.Length - length >= width && IsAlike(first, operations.Slice(length, width)))
                length += width;
        }
        return new OperationRun(length < FewestRepeated * width ? first : operations[..length], width);
    }

    public static long HeadOf(Operation operation)
    {
        var topic = (TopicOperation)operation;
        return KindCodecs.Of(topic).HeadOf(topic);
    }

    /// <summary>How many operations of attributes of one object come first; 1 for another operation.</summary>
    private static int WidthOf(ReadOnlySpan<Operation> operations)
    {
        var width = 1;
        while (width < operations.Length && AreOfOneObject(operations[0], operations[width]))
            width++;
        return width;
    }

    private static bool IsAlike(ReadOnlySpan<Operation> first, ReadOnlySpan<Operation> next)
    {
        for (var i = 0; i < first.Length; i++)
        {
            if (next[i] is not TopicOperation || !AreOfOneObject(next[0], next[i]) || HeadOf(first[i]) != HeadOf(next[i]))
                return false;
        }
        return true;
    }

    private static bool AreOfOneObject(Operation one, Operation other) =>
        one is TopicOperation first && other is TopicOperation second && first.Address.ObjectId == second.Address.ObjectId;
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ObjectTree.Model;
using ObjectTree.Model.Topics;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// The order in which a frame's operations are written: those of attributes that follow each other by the ids of their objects, so that an
/// id is written once and mostly as a distance. All of one object stay in order, and none passes an event or an operation on the tree's
/// shape: the state is the same after each of these. Keeps its memory for the next frame.
/// </summary>
internal sealed class OperationOrder
{
    private const int MostKept = 4_096;

    private readonly List<Place> _places = [];
    private readonly List<Operation> _ordered = [];

    /// <summary>Gives the operations in order; until <see cref="Forget"/>.</summary>
    public ReadOnlySpan<Operation> Of(ImmutableArray<Operation> operations)
    {
        if (IsInOrder(operations))
            return operations.AsSpan();
        var run = 0;
        for (var i = 0; i < operations.Length; i++)
        {
            var isFree = IsFree(operations[i], out var id);
            _places.Add(new Place(isFree ? run : ++run, id, i));
            if (!isFree)
                run++;
        }
        _places.Sort();
        foreach (var place in _places)
            _ordered.Add(operations[place.Index]);
        return CollectionsMarshal.AsSpan(_ordered);
    }

    public void Forget()
    {
        _places.Clear();
        _ordered.Clear();
        if (_ordered.Capacity > MostKept)
            _places.Capacity = _ordered.Capacity = 0;
    }

    private static bool IsInOrder(ImmutableArray<Operation> operations)
    {
        var last = 0L;
        for (var i = 0; i < operations.Length && operations.Length > 1; i++)
        {
            var isFree = IsFree(operations[i], out var id);
            if (isFree && id < last)
                return false;
            last = id;
        }
        return true;
    }

    private static bool IsFree(Operation operation, out long id)
    {
        id = operation is TopicOperation { ChangesState: true } topic ? topic.Address.ObjectId : 0;
        return id != 0;
    }

    private readonly record struct Place(int Run, long Id, int Index) : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            var order = Run.CompareTo(other.Run);
            if (order == 0)
                order = Id.CompareTo(other.Id);
            return order == 0 ? Index.CompareTo(other.Index) : order;
        }
    }
}

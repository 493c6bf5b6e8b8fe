using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ObjectTree.Model;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// The operations of a message that is being read. Begins with room for one: most frames hold no more, and that room is then what they
/// keep.
/// </summary>
internal struct OperationList()
{
    private const int SecondRoom = 16;

    private Operation[] _operations = new Operation[1];
    private int _count;

    public readonly int Count => _count;

    public void Add(Operation operation)
    {
        if (_count == _operations.Length)
            Array.Resize(ref _operations, Math.Max(SecondRoom, 2 * _count));
        _operations[_count++] = operation;
    }

    /// <summary>Gives what was added; nothing may be added any more.</summary>
    public ImmutableArray<Operation> ToImmutable()
    {
        if (_count < _operations.Length)
            Array.Resize(ref _operations, _count);
        return ImmutableCollectionsMarshal.AsImmutableArray(_operations);
    }
}

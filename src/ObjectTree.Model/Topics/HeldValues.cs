using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model.Values;

namespace ObjectTree.Model.Topics;

/// <summary>
/// The values that an operation is written with: none, one or several. The one of most operations is in here, so that asking for it takes
/// no memory.
/// </summary>
public readonly ref struct HeldValues
{
    private readonly ReadOnlySpan<Value> _several;
    private readonly Value _one;
    private readonly bool _isOne;

    /// <summary>Holds one value.</summary>
    public HeldValues(Value one) => (_one, _isOne) = (one, true);

    /// <summary>Holds those of an array.</summary>
    public HeldValues(ImmutableArray<Value> several) => _several = several.AsSpan();

    /// <summary>All of them in order; for as long as this is there.</summary>
    [UnscopedRef]
    public ReadOnlySpan<Value> AsSpan() => _isOne ? new ReadOnlySpan<Value>(in _one) : _several;
}

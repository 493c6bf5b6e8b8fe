using System.Buffers;

namespace ObjectTree.Server;

/// <summary>Bytes that are written once, used and forgotten, in memory that is borrowed while there are any.</summary>
internal sealed class RentedBytes : IBufferWriter<byte>
{
    private const int Smallest = 256;

    private byte[] _bytes = [];
    private int _written;
    private int _taken;

    public int Count => _written - _taken;

    public ReadOnlyMemory<byte> Rest => _bytes.AsMemory(_taken, Count);

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The first of them are used. True: all are, and their memory is given back.</summary>
    public bool Take(int count)
    {
        _taken += count;
        if (Count > 0)
            return false;
        Release();
        return true;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _written = _taken = 0;
    }

    private void Grow(int more)
    {
        if (_bytes.Length - _written >= more)
            return;
        var size = Math.Max(Smallest, Math.Max(_bytes.Length * 2L, (long)_written + more));
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(size, Math.Max(Array.MaxLength, (long)_written + more)));
        _bytes.AsSpan(0, _written).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}

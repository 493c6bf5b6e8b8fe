using System.Buffers;
using ObjectTree.Benchmarks.Network.Carriers;
using ObjectTree.Benchmarks.Network.Dialects;

namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>One client: counts what it gets and hands values to whoever measures. Keeps no state of what the server holds.</summary>
internal sealed class LoadClient(int number, ICarrier carrier, IDialect dialect)
{
    private const int Little = 16 * 1024;

    private byte[]? _rest; // of the pool: a message that has begun
    private int _restLength;
    private IWire? _wire;

    public int Number => number;

    /// <summary>Whether the whole state has come.</summary>
    public bool HasJoined { get; private set; }

    /// <summary>Updates received since the state.</summary>
    public long Updates { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>How many writes it has asked for; kept by the dialect that numbers them.</summary>
    public uint Writes { get; set; }

    /// <summary>Whoever wants the values of updates; null: they are only counted.</summary>
    public IValueListener? Listener { get; set; }

    public void Open(IWire wire)
    {
        _wire = wire;
        carrier.Open(this);
    }

    /// <summary>The carrier is ready: the dialect's own greeting is next.</summary>
    public void Greet() => dialect.Greet(this);

    public void Joined() => HasJoined = true;

    public void Updated() => Updates++;

    /// <summary>Asks the server to set a number.</summary>
    public void Write(uint value) => dialect.Write(this, value);

    /// <summary>Sends a message of the dialect.</summary>
    public void Send(ReadOnlySpan<byte> message) => carrier.Send(this, message);

    /// <summary>Sends bytes as they are.</summary>
    public void SendRaw(ReadOnlySpan<byte> bytes) => _wire!.Send(bytes);

    /// <summary>Where the next bytes are to be read: behind the message that has begun, or into what is given.</summary>
    public Memory<byte> Room(byte[] shared)
    {
        if (_rest is null)
            return shared;
        if (_rest.Length - _restLength < Little)
            Move(_rest.AsSpan(0, _restLength), _rest.Length * 2);
        return _rest.AsMemory(_restLength);
    }

    /// <summary>Takes what was read into the room.</summary>
    public void Received(Memory<byte> room, int length)
    {
        Bytes += length;
        ReadOnlySpan<byte> left = _rest is null ? room.Span[..length] : _rest.AsSpan(0, _restLength + length);
        while (carrier.TryRead(this, ref left, out var message))
            dialect.Read(this, message);
        Keep(left);
    }

    private void Keep(ReadOnlySpan<byte> left)
    {
        if (_rest is null)
        {
            if (!left.IsEmpty)
                Move(left, Math.Max(4 * Little, 2 * left.Length));
            return;
        }
        left.CopyTo(_rest);
        _restLength = left.Length;
        if (!left.IsEmpty)
            return;
        ArrayPool<byte>.Shared.Return(_rest);
        _rest = null;
    }

    private void Move(ReadOnlySpan<byte> bytes, int room)
    {
        var moved = ArrayPool<byte>.Shared.Rent(room);
        bytes.CopyTo(moved);
        if (_rest is not null)
            ArrayPool<byte>.Shared.Return(_rest);
        (_rest, _restLength) = (moved, bytes.Length);
    }
}

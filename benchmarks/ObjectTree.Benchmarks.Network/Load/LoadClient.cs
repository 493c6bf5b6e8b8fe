using ObjectTree.Benchmarks.Network.Carriers;
using ObjectTree.Benchmarks.Network.Dialects;

namespace ObjectTree.Benchmarks.Network.Load;

/// <summary>One client: counts what it gets and hands values to whoever measures. Keeps no state of what the server holds.</summary>
internal sealed class LoadClient(int number, ICarrier carrier, IDialect dialect)
{
    private byte[]? _rest; // a message that has begun
    private int _restLength;
    private IWire? _wire;

    public int Number => number;

    /// <summary>Whether the whole state has come.</summary>
    public bool HasJoined { get; private set; }

    /// <summary>Updates received since the state.</summary>
    public long Updates { get; private set; }

    public long Bytes { get; private set; }

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

    public void Updated(int updates = 1) => Updates += updates;

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
        if (_rest.Length - _restLength < 16 * 1024)
            Array.Resize(ref _rest, _rest.Length * 2);
        return _rest.AsMemory(_restLength);
    }

    /// <summary>Takes what was read into the room.</summary>
    public void Received(Memory<byte> room, int length)
    {
        Bytes += length;
        var bytes = _rest is null ? room.Span[..length] : _rest.AsSpan(0, _restLength + length);
        ReadOnlySpan<byte> left = bytes;
        while (carrier.TryRead(this, ref left, out var message))
            dialect.Read(this, message);
        Keep(left);
    }

    private void Keep(ReadOnlySpan<byte> left)
    {
        if (left.IsEmpty)
        {
            _rest = null;
            return;
        }
        var rest = _rest is not null && left.Length > _rest.Length / 2 ? _rest : new byte[Math.Max(64 * 1024, left.Length * 2)];
        left.CopyTo(rest);
        (_rest, _restLength) = (rest, left.Length);
    }
}

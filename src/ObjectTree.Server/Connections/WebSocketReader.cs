using System.Buffers;

namespace ObjectTree.Server.Connections;

/// <summary>Takes a client's frames off a stream. While nothing comes it has no buffer. One thread at a time.</summary>
internal sealed class WebSocketReader(Stream stream)
{
    private const int BufferSize = 4_096;

    private byte[] _bytes = []; // rented
    private int _start;
    private int _end;

    /// <summary>Whether bytes have come that nobody has taken.</summary>
    public bool HasBytes => _start < _end;

    /// <summary>Takes the next head. Null: the client has ended the connection.</summary>
    /// <exception cref="Protocol.ProtocolException">It breaks the rules.</exception>
    public async ValueTask<WebSocketFrameHead?> ReadHeadAsync()
    {
        while (true)
        {
            var size = WebSocketFrameHead.Read(_bytes.AsSpan(_start.._end), out var head);
            _start += size;
            if (size > 0)
                return head;
            if (!await FillAsync().ConfigureAwait(false))
                return null;
        }
    }

    /// <summary>Takes some bytes of a frame's payload, as they were masked. 0: the client has ended the connection.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> output)
    {
        if (!HasBytes && !await FillAsync().ConfigureAwait(false))
            return 0;
        var taken = Math.Min(output.Length, _end - _start);
        _bytes.AsSpan(_start, taken).CopyTo(output.Span);
        _start += taken;
        return taken;
    }

    public void Return()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    /// <summary>Waits for more. What is there already is a part of a head at the most.</summary>
    private async ValueTask<bool> FillAsync()
    {
        if (!HasBytes)
        {
            Return();
            _ = await stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false); // waits without a buffer
            _bytes = ArrayPool<byte>.Shared.Rent(BufferSize);
        }
        _bytes.AsSpan(_start.._end).CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
        var came = await stream.ReadAsync(_bytes.AsMemory(_end)).ConfigureAwait(false);
        _end += came;
        return came > 0;
    }
}

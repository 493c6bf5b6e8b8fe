using System.Buffers;
using ObjectTree.Protocol;

namespace ObjectTree.Server.Connections;

/// <summary>
/// Makes messages and control frames of a client's bytes, however these come. Keeps what has come of one, in memory that is borrowed
/// meanwhile. One thread at a time; <see cref="IsUnderWay"/> is anyone's.
/// </summary>
internal sealed class WebSocketReader
{
    private readonly RentedBytes _message = new();
    private byte[] _control = []; // the payload of the last control frame
    private WebSocketFrameHead _frame; // whose payload comes
    private long _taken; // so much of it has come
    private bool _isInFrame;
    private bool _isInMessage;
    private bool _hasPartOfHead;

    /// <summary>Whether a message or a frame has begun and not ended.</summary>
    public bool IsUnderWay => _isInMessage || _isInFrame || _hasPartOfHead;

    /// <summary>The message that ended, until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Message => _message.Rest;

    /// <summary>The payload of the control frame that ended.</summary>
    public byte[] Control => _control;

    /// <summary>Forgets the message that ended.</summary>
    public void Release() => _message.Release();

    /// <summary>Takes bytes up to the end of a message or of a control frame.</summary>
    /// <param name="bytes">What has come, then what is left of it.</param>
    /// <param name="limit">How many bytes a message may have.</param>
    /// <returns>What has ended; null: nothing, and all is taken that can be.</returns>
    /// <exception cref="ProtocolException">The client breaks the rules or the limit.</exception>
    public WebSocketOpcode? Read(ref ReadOnlySequence<byte> bytes, int limit)
    {
        while (_isInFrame || TryBegin(ref bytes, limit))
        {
            foreach (var piece in TakePayload(ref bytes))
                Keep(piece.Span);
            if (_taken < _frame.Length)
                return null;
            _isInFrame = false;
            if (_frame.IsControl)
                return _frame.Opcode;
            _isInMessage = !_frame.IsLast;
            if (!_isInMessage)
                return WebSocketOpcode.Binary;
        }
        return null;
    }

    /// <summary>Drops frames up to the end of one that closes. False: there is none.</summary>
    public bool Drop(ref ReadOnlySequence<byte> bytes)
    {
        while (_isInFrame || TryReadHead(ref bytes))
        {
            _taken += TakePayload(ref bytes).Length;
            if (_taken < _frame.Length)
                return false;
            _isInFrame = false;
            if (_frame.Opcode == WebSocketOpcode.Close)
                return true;
        }
        return false;
    }

    private bool TryBegin(ref ReadOnlySequence<byte> bytes, int limit)
    {
        if (!TryReadHead(ref bytes))
            return false;
        if (_frame.IsControl)
        {
            _control = _frame.Length == 0 ? [] : new byte[_frame.Length];
            return true;
        }
        if (_frame.Opcode == WebSocketOpcode.Text)
            throw new ProtocolException(CloseCode.UnsupportedData, "a text message");
        if (_isInMessage != (_frame.Opcode == WebSocketOpcode.Continuation))
            throw WebSocketFrameHead.Broken(_isInMessage ? "a message within a message" : "a continuation of nothing");
        if (_frame.Length > limit - _message.Count)
            throw new ProtocolException(CloseCode.TooBig, $"a message of more than {limit} bytes");
        _isInMessage = true;
        return true;
    }

    private bool TryReadHead(ref ReadOnlySequence<byte> bytes)
    {
        Span<byte> joined = stackalloc byte[WebSocketFrameHead.Longest];
        scoped var first = bytes.FirstSpan;
        if (first.Length < joined.Length && !bytes.IsSingleSegment)
        {
            joined = joined[..(int)Math.Min(joined.Length, bytes.Length)];
            bytes.Slice(0, joined.Length).CopyTo(joined);
            first = joined;
        }
        var size = WebSocketFrameHead.Read(first, out var head);
        _hasPartOfHead = size == 0 && !first.IsEmpty;
        if (size == 0)
            return false;
        bytes = bytes.Slice(size);
        (_frame, _taken, _isInFrame) = (head, 0, true);
        return true;
    }

    private ReadOnlySequence<byte> TakePayload(ref ReadOnlySequence<byte> bytes)
    {
        var payload = bytes.Slice(0, Math.Min(bytes.Length, _frame.Length - _taken));
        bytes = bytes.Slice(payload.End);
        return payload;
    }

    /// <summary>Keeps a piece of the payload, without its mask. Takes room only for what comes: a head may promise more.</summary>
    private void Keep(ReadOnlySpan<byte> piece)
    {
        var kept = _frame.IsControl ? _control.AsSpan((int)_taken) : _message.GetSpan(piece.Length);
        piece.CopyTo(kept);
        _frame.Unmask(kept[..piece.Length], (int)_taken);
        if (!_frame.IsControl)
            _message.Advance(piece.Length);
        _taken += piece.Length;
    }
}

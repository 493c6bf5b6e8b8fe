using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Connections;

namespace ObjectTree.Server.Connections.Epoll;

/// <summary>
/// The bytes of a socket, read when a <see cref="EpollWatch"/> says that some came. One reads at a time, and one writes.
/// </summary>
/// <param name="socket">Does not block.</param>
/// <param name="onEnd">Called when the client sends no more or the connection is over, maybe before all is read. At least once, on any
/// thread.</param>
[SupportedOSPlatform("linux")]
internal sealed class EpollStream(Socket socket, Action onEnd) : Stream, IThreadPoolWorkItem, IValueTaskSource<int>
{
    private const EpollEvents Ends = EpollEvents.OtherEndClosed | EpollEvents.HungUp | EpollEvents.Failed;
    private const int MostReads = 16; // on one thread, before others have their turn
    private const int DrainedAtOnce = 4_096;
    private const int MostDrained = 1 << 20;

    private const int Empty = 0; // so far as we know, nothing is there
    private const int Filled = 1; // something came that we have not looked for
    private const int Awaited = 2; // a read waits for something to come

    private int _state; // any thread
    private bool _hasEnded; // any thread; reading does not wait any more
    private bool _hasUrgent; // any thread; a receive may end before an urgent byte, with more behind it
    private bool _isReading; // any thread

    // The rest is the reader's; between TryWait and the end of Execute it is of whoever took _state from Awaited.
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _buffer;
    private CancellationToken _cancellation;
    private CancellationTokenRegistration _cancelling;
    private int _reads;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes notice of what happened to the socket. Any thread.</summary>
    /// <returns>Whether <see cref="Execute"/> has to be called, once.</returns>
    public bool TryWake(EpollEvents what)
    {
        if ((what & EpollEvents.Urgent) != 0)
            Volatile.Write(ref _hasUrgent, true);
        if ((what & Ends) != 0)
        {
            Volatile.Write(ref _hasEnded, true);
            onEnd();
        }
        return Interlocked.Exchange(ref _state, Filled) == Awaited;
    }

    /// <summary>Ends the wait of a read, with whatever came.</summary>
    public void Execute()
    {
        _cancelling.Dispose();
        var isNew = _reads < MostReads; // else it waited for its turn, not for bytes
        _reads = 0;
        int read;
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            while (!TryRead(_buffer.Span, isNew, out read))
            {
                if (TryWait())
                    return; // and no more, for the read may be another's already
            }
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _isReading, false);
            _read.SetException(exception);
            return;
        }
        Volatile.Write(ref _isReading, false);
        _read.SetResult(read);
    }

    /// <inheritdoc/>
    /// <remarks>Reading into no room waits until something is there. A read that is cancelled has taken nothing.</remarks>
    /// <exception cref="InvalidOperationException">Another read waits.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isReading, true))
            throw new InvalidOperationException("One read at a time.");
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_reads < MostReads && TryRead(buffer.Span, isNew: false, out var read))
            {
                _reads++;
                Volatile.Write(ref _isReading, false);
                return new(read);
            }
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _isReading, false);
            return ValueTask.FromException<int>(exception);
        }
        _read.Reset();
        (_buffer, _cancellation) = (buffer, cancellationToken);
        var version = _read.Version;
        if (_reads == MostReads || !TryWait())
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return new(this, version);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What is written to a connection that is over is lost; whoever writes hears of its end, not of this. Nothing cancels it but that end:
    /// nobody would know how much has gone.
    /// </remarks>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!buffer.IsEmpty)
                buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, CancellationToken.None).ConfigureAwait(false)..];
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            onEnd();
        }
    }

    /// <summary>Ends the connection after what was written. Any thread, any number of times.</summary>
    public void ShutDown()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is over already.
        }
    }

    /// <summary>Drops what has come: to close a socket with unread bytes would take back what was sent on it.</summary>
    public void Drain()
    {
        Span<byte> dropped = stackalloc byte[DrainedAtOnce];
        try
        {
            for (var drained = 0; drained < MostDrained; drained += DrainedAtOnce)
            {
                if (socket.Receive(dropped, SocketFlags.None, out var error) == 0 || error != SocketError.Success)
                    return;
            }
        }
        catch (ObjectDisposedException)
        {
            // It was cut off.
        }
    }

    /// <summary>Cuts the connection off or lets it go: what the system has not sent yet is sent only if there is nothing unread.</summary>
    /// <param name="isAbrupt">Whether it is not sent at all. The client then hears of an error, not of an end.</param>
    public void CloseSocket(bool isAbrupt)
    {
        if (isAbrupt)
            socket.Close(0);
        else
            socket.Dispose();
        if (TryWake(EpollEvents.HungUp)) // the system tells nothing any more
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    /// <remarks>For whoever completes a pipe without flushing it; blocks until the client has taken enough.</remarks>
    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    /// <summary>When its writer is completed.</summary>
    protected override void Dispose(bool disposing)
    {
        ShutDown();
        base.Dispose(disposing);
    }

    /// <summary>Reads what is there.</summary>
    /// <param name="buffer">Where to; empty: only whether something is there.</param>
    /// <param name="isNew">Whether something came just now, so that it need not be looked for.</param>
    /// <param name="read">How many bytes; 0: no more come.</param>
    /// <returns>False: nothing is there, and if something comes it is told.</returns>
    private bool TryRead(Span<byte> buffer, bool isNew, out int read)
    {
        read = 0;
        var hasEnded = Volatile.Read(ref _hasEnded);
        if (!hasEnded && Volatile.Read(ref _state) == Empty)
            return false;
        if (buffer.IsEmpty && (isNew || hasEnded))
            return true;
        Interlocked.Exchange(ref _state, Empty); // first: what comes while we look is told again
        try
        {
            if (buffer.IsEmpty)
            {
                if (socket.Available == 0)
                    return false;
                Volatile.Write(ref _state, Filled);
                return true;
            }
            read = socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return false;
            if (error != SocketError.Success)
                throw new SocketException((int)error);
        }
        catch (SocketException exception)
        {
            throw new ConnectionResetException($"The connection is lost: {exception.Message}.", exception);
        }
        catch (ObjectDisposedException exception)
        {
            throw new ConnectionAbortedException("The connection is over.", exception);
        }
        if (read == buffer.Length || Volatile.Read(ref _hasUrgent)) // else the socket is empty, and what comes from now on is told
            Volatile.Write(ref _state, Filled);
        return true;
    }

    /// <summary>Has the read wait. False: something came.</summary>
    private bool TryWait()
    {
        var cancellation = _cancellation;
        _cancelling = cancellation.UnsafeRegister(static stream => ((EpollStream)stream!).Cancel(), this);
        if (Interlocked.CompareExchange(ref _state, Awaited, Empty) != Empty)
        {
            _cancelling.Dispose();
            return false;
        }
        if (cancellation.IsCancellationRequested) // maybe before there was a wait to end
            Cancel();
        return true;
    }

    /// <summary>Ends the wait, if there is one: it looks itself whether it is cancelled, so one too many does no harm.</summary>
    private void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Filled, Awaited) == Awaited)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}

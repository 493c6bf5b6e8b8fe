using System.Runtime.CompilerServices;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Sessions;

/// <summary>
/// What one client is told: its private messages, and what its reader gives. Nobody waits here and nothing runs while there is nothing to
/// send: who has something visits, and one visitor at a time sends what the connection takes.
/// </summary>
/// <remarks>
/// A turn puts the end of what is read first and takes the private messages then: what answers a frame is before it. It sends the private
/// messages, then the frames. Between the batches of a reader a frame has ended, so nothing private ever lies within one.
/// </remarks>
internal sealed partial class Outbox(IConnection connection, Session session, TimeProvider time)
    : IFeedListener, IThreadPoolWorkItem
{
    private const int BytesPerVisit = 262_144; // then others have their turn
    private const int RoundsPerVisit = 8; // likewise

    private readonly PrivateQueue _queue = new();
    private int _visits; // those who came since the visitor inside began; any thread

    // The rest is the visitor's alone, unless it says who else reads or writes it.
    private RentedBytes? _own; // encoded private messages, which go first; null: there are none
    private LogCursor? _cursor; // whose batch is being sent then
    private int _inFlight; // so many bytes of these were given to the connection; they stay until it has taken them
    private FeedReader? _reader; // read by Prefetch, and by others through Reader
    private FeedReader? _begun; // takes the reader's place; written by whoever begins
    private bool _hasBegun; // there was a reader
    private bool _isBeginning; // a new reader is on its way
    private bool _hasSaidAll; // the last word is among what is being sent
    private bool _isOver;
    private List<PrivateMessage>? _postponed; // go before the others, behind the snapshot that is due or being sent
    private SnapshotStarts _starts = SnapshotStarts.None; // read by whoever asks for a frame
    private ByeMessage? _lastWord; // set once by End
    private long _lastSent = SessionTimes.Now(time); // read by the watch
    private long _sendingSince; // 0: the connection is not waited for; read by the watch

    public long LastSent => Volatile.Read(ref _lastSent);

    public long SendingSince => Volatile.Read(ref _sendingSince);

    /// <summary>Goes on with a reader, which is the outbox's from now on.</summary>
    public void Begin(FeedReader reader)
    {
        Volatile.Write(ref _begun, reader);
        Wake();
    }

    /// <summary>Finds the frame that a client names by its position.</summary>
    /// <param name="snapshot">After how many snapshots.</param>
    /// <param name="position">How many frames after the last of them.</param>
    /// <param name="index">Its index in the feed; −1: it is not known any more.</param>
    /// <returns>False: there was no such snapshot.</returns>
    public bool TryFindIndex(long snapshot, long position, out long index) =>
        Volatile.Read(ref _starts).TryFind(snapshot, position, out index);

    /// <summary>The reader, to be left when all is over. Others may look at it.</summary>
    public FeedReader? Reader => _reader;

    /// <summary>Sends the frame that has begun and the private messages, then the session's last word. Once.</summary>
    public void End(ByeMessage lastWord)
    {
        Volatile.Write(ref _lastWord, lastWord);
        _queue.Close();
        Wake();
    }

    public void Wake()
    {
        if (Visit())
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false); // not at once: others want the thread too
    }

    public bool Visit()
    {
        return Interlocked.Increment(ref _visits) == 1 && GoRound(1); // else who is inside goes round again
    }

    // Looks at what is the visitor's without being inside; nothing follows from what it sees.
    [MethodImpl(MethodImplOptions.NoInlining)] // else what nobody uses might not be read
    public bool Prefetch() =>
        Volatile.Read(ref _visits) == 0 & _queue.IsEmpty & connection.Prefetch() & Volatile.Read(ref _reader)?.HasMore == true;

    /// <summary>Takes turns until nobody has come since the last.</summary>
    /// <param name="came">How many visitors this turn is for.</param>
    private bool GoRound(int came)
    {
        for (var rounds = 0; rounds < RoundsPerVisit; rounds++)
        {
            var isMore = TryTurn();
            var since = Interlocked.Add(ref _visits, -came);
            if (since == 0)
                return isMore;
            came = since;
        }
        ThreadPool.UnsafeQueueUserWorkItem(GoOn, came, preferLocal: false); // this client keeps whoever came, who may have others to visit
        return false;
    }

    private void GoOn(int came)
    {
        if (GoRound(came))
            Wake();
    }

    private bool TryTurn()
    {
        try
        {
            if (!_isOver)
                return Turn();
            DropBegun();
        }
        catch (ConnectionLostException)
        {
            session.End(CloseCode.None);
            Finish();
        }
        catch (Exception exception)
        {
            session.Fail(exception);
            Finish();
        }
        return false;
    }

    /// <summary>True: there is more, and others are to have their turn first.</summary>
    private bool Turn()
    {
        var hasGathered = false;
        for (var sent = 0; sent < BytesPerVisit; sent += _inFlight)
        {
            if (connection.IsSending)
            {
                _reader?.CheckLag(); // it may be stuck for long, and lets go of what it will not read
                return false;
            }
            Settle();
            if (Rest.IsEmpty)
            {
                if (_hasSaidAll)
                {
                    connection.Complete(_lastWord!.Code);
                    Finish();
                    return false;
                }
                if (hasGathered && _reader?.HasMore != true)
                    return false; // whatever came since brings a visitor of its own
                hasGathered = true;
                if (!Gather())
                    return false;
                if (Rest.IsEmpty)
                    continue; // there was nothing to say at the end
            }
            _inFlight = connection.Send(Rest);
            Volatile.Write(ref _lastSent, SessionTimes.Now(time));
            if (connection.IsSending)
                Volatile.Write(ref _sendingSince, _lastSent);
        }
        return true;
    }

    private ReadOnlyMemory<byte> Rest => _own?.Rest ?? (_cursor is { IsInBatch: true } cursor ? cursor.Piece : default);

    /// <summary>The connection has taken what was given to it.</summary>
    private void Settle()
    {
        Volatile.Write(ref _sendingSince, 0);
        if (_own is null)
            _cursor?.Advance(_inFlight);
        else if (_own.Take(_inFlight))
            _own = null;
        _inFlight = 0;
    }

    /// <summary>Finds what to send next. False: nothing, for now or for good.</summary>
    private bool Gather()
    {
        var isAfresh = false;
        if (Volatile.Read(ref _begun) is not null)
        {
            (_reader, _isBeginning, _hasBegun) = (Interlocked.Exchange(ref _begun, null), false, true);
            isAfresh = true;
            Volatile.Write(ref _starts, _starts.Add(_reader!.Start));
        }
        var lastWord = Volatile.Read(ref _lastWord);
        _cursor = lastWord is null ? _reader?.Next() : null;
        if (lastWord is null && _cursor is null && (_isBeginning || _reader is { IsBroken: true }))
        {
            BeginAgain();
            return false;
        }
        if (isAfresh && _cursor is not null)
        {
            WriteBeforeSnapshot();
            return true;
        }
        if (!_queue.IsEmpty || _postponed is not null || connection.HasOwn || lastWord is not null)
            WritePrivate(lastWord);
        return _hasSaidAll || !Rest.IsEmpty;
    }

    private void BeginAgain()
    {
        if (_isBeginning)
            return;
        _isBeginning = true;
        _reader!.LetGo();
        _ = session.BeginAgainAsync(_reader);
        _reader = null;
    }

    private void Finish()
    {
        _isOver = true;
        _own?.Release();
        _own = null;
        _cursor = null;
        _reader?.LetGo();
        DropBegun();
        session.Finish();
    }

    /// <summary>A reader that comes too late.</summary>
    private void DropBegun()
    {
        if (Interlocked.Exchange(ref _begun, null) is not { } late)
            return;
        late.LetGo();
        _ = session.LeaveAsync(late);
    }
}

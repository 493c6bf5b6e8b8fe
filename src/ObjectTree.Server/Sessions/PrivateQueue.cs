namespace ObjectTree.Server.Sessions;

/// <summary>
/// The messages for one session alone that wait to be sent. When they are as many as it holds, whoever answers waits: a client that calls
/// and does not read waits for itself. Any thread.
/// </summary>
internal sealed class PrivateQueue
{
    private const int Room = 64;

    private readonly Lock _gate = new();
    private readonly List<PrivateMessage> _waiting = []; // guarded by _gate
    private bool _isEmpty = true; // written under _gate, read without
    private TaskCompletionSource? _hasRoom; // guarded by _gate; not null: somebody waits
    private bool _isClosed; // written under _gate, read without

    /// <summary>Adds a message as soon as there is room; a queue that is closed drops it.</summary>
    public async ValueTask PutAsync(PrivateMessage message)
    {
        while (!TryPut(message) && !Volatile.Read(ref _isClosed))
            await WaitForRoomAsync().ConfigureAwait(false);
    }

    /// <summary>Adds a message at once, whether there is room or not: whoever does this waits for room before the next.</summary>
    public void Put(PrivateMessage message)
    {
        lock (_gate)
        {
            if (!_isClosed)
                Add(message);
        }
    }

    /// <summary>Completes when there is room, or the queue is closed.</summary>
    public async ValueTask WaitForRoomAsync()
    {
        while (true)
        {
            Task hasRoom;
            lock (_gate)
            {
                if (_isClosed || _waiting.Count < Room)
                    return;
                _hasRoom ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                hasRoom = _hasRoom.Task;
            }
            await hasRoom.ConfigureAwait(false);
        }
    }

    /// <summary>Adds a message if there is room.</summary>
    public bool TryPut(PrivateMessage message)
    {
        lock (_gate)
        {
            if (_isClosed || _waiting.Count >= Room)
                return false;
            Add(message);
            return true;
        }
    }

    /// <summary>Whether nothing waits. Who adds something wakes the reader afterwards, so that a look without the lock is enough.</summary>
    public bool IsEmpty => Volatile.Read(ref _isEmpty);

    /// <summary>Moves all that wait to the end of a list.</summary>
    public void TakeAll(List<PrivateMessage> taken)
    {
        lock (_gate)
        {
            taken.AddRange(_waiting);
            _waiting.Clear();
            Volatile.Write(ref _isEmpty, true);
            MakeRoom();
        }
    }

    /// <summary>Takes no more. What waits can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            MakeRoom();
        }
    }

    private void Add(PrivateMessage message)
    {
        _waiting.Add(message);
        Volatile.Write(ref _isEmpty, false);
    }

    private void MakeRoom()
    {
        _hasRoom?.SetResult();
        _hasRoom = null;
    }
}

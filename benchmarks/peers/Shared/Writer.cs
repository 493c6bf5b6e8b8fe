namespace ObjectTree.Benchmarks.Peers;

/// <summary>Writes as the driver says: as fast as back-pressure lets it, or at a pace, until it is told to halt.</summary>
internal sealed class Writer(IPeer peer)
{
    private const int Points = 1_000;

    private const int MovesPerTick = 100;

    private Window _window = new(0); // replaced when nothing writes
    private volatile bool _halting;
    private long _written; // by the writing task alone; read when there is none
    private Task _running = Task.CompletedTask;

    public void Report(long progress) => _window.Report(progress);

    /// <summary>Sets the counter in a loop, on a thread of its own, at most so many updates ahead of the slowest client.</summary>
    public void Saturate(long ahead)
    {
        _window = new Window(ahead);
        _window.Report(_written);
        Start(SaturateAsync);
    }

    /// <summary>Sets the counter to the time.</summary>
    public void Pace(double perSecond) => Start(() => PaceAsync(perSecond, () => peer.WriteAsync(Mark.Now)));

    /// <summary>Moves 100 of the 1,000 points; the first is always among them and carries the time.</summary>
    public void Tick(double perSecond)
    {
        var random = new Random(1);
        Start(() => PaceAsync(perSecond, () => peer.TickAsync(NextMoves(random))));
    }

    /// <summary>Ends the writing, and tells how many updates there were in all.</summary>
    public long Halt()
    {
        _halting = true;
        _window.Report(long.MaxValue);
        _running.Wait();
        return _written;
    }

    private void Start(Func<Task> write)
    {
        _halting = false;
        _running = Task.Factory.StartNew(write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    // A peer that writes synchronously stays on the thread that this was started on; one that awaits goes on in the pool.
    private async Task SaturateAsync()
    {
        while (!_halting)
        {
            var open = _window.OpenAsync(_written);
            if (open.IsCompleted || Thread.CurrentThread.IsThreadPoolThread)
                await open.ConfigureAwait(false);
            else
                open.AsTask().Wait();
            await peer.WriteAsync((uint)(++_written & int.MaxValue)).ConfigureAwait(false);
        }
    }

    private async Task PaceAsync(double perSecond, Func<ValueTask> write)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        while (!_halting && await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            await write().ConfigureAwait(false);
            _written++;
        }
    }

    private static Move[] NextMoves(Random random)
    {
        var points = new SortedSet<int> { 0 };
        while (points.Count < MovesPerTick)
            points.Add(random.Next(Points));
        return [.. points.Select(point => new Move(point, point == 0 ? Mark.NowAsPlace : Place(random), Place(random)))];
    }

    private static float Place(Random random) => random.Next(16 * 1024) / 16f;
}

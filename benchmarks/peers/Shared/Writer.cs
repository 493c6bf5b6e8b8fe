namespace ObjectTree.Benchmarks.Peers;

/// <summary>Writes as the driver says: as fast as back-pressure lets it, or at a pace, until it is told to halt.</summary>
internal sealed class Writer(IPeer peer)
{
    private const int MovesPerTick = 100;

    private const int MostBursts = 250; // kernels count time in 4 ms or less

    private Window _window = new(0); // replaced when nothing writes
    private volatile bool _halting;
    private long _written; // by the writing task alone; any thread reads it
    private Task _running = Task.CompletedTask;

    /// <summary>How many updates there were so far.</summary>
    public long Written => Volatile.Read(ref _written);

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

    /// <summary>Sets the counter to 1, 2, 3 and so on; in bursts, when that is more often than timers can be trusted to go off.</summary>
    public void Count(long perSecond)
    {
        var bursts = Math.Min(perSecond, MostBursts);
        Start(() => PaceAsync(bursts, () => peer.WriteAsync((uint)((_written + 1) & int.MaxValue)), (int)(perSecond / bursts)));
    }

    /// <summary>
    /// Moves each of the 1,000 points so many times a second, each in a change of its own. The last coordinate of all is the number of the
    /// change.
    /// </summary>
    public void Wander(double perSecond)
    {
        var random = new Random(1);
        var moves = new Move[1];
        Start(() => PaceAsync(perSecond, () => peer.TickAsync(Step(random, moves)), Sample.Points));
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

    /// <summary>Writes so many times a second, each time as often as a burst is long.</summary>
    private async Task PaceAsync(double perSecond, Func<ValueTask> write, int burst = 1)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        while (!_halting && await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            for (var i = 0; i < burst; i++)
            {
                await write().ConfigureAwait(false);
                _written++;
            }
        }
    }

    private Move[] Step(Random random, Move[] moves)
    {
        moves[0] = new Move((int)(_written % Sample.Points), Place(random), (float)Mark.AsPlace(_written + 1));
        return moves;
    }

    private static Move[] NextMoves(Random random)
    {
        var points = new SortedSet<int> { 0 };
        while (points.Count < MovesPerTick)
            points.Add(random.Next(Sample.Points));
        return [.. points.Select(point => new Move(point, point == 0 ? Mark.NowAsPlace : Place(random), Place(random)))];
    }

    private static float Place(Random random) => random.Next(16 * 1024) / 16f;
}

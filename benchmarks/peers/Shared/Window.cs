namespace ObjectTree.Benchmarks.Peers;

/// <summary>How far a writer may be ahead of the slowest client.</summary>
internal sealed class Window(long size)
{
    private readonly Lock _gate = new();
    private long _progress; // written under the gate, read by any thread
    private TaskCompletionSource _moved = New(); // guarded by the gate

    /// <summary>Every client has received this many updates.</summary>
    public void Report(long progress)
    {
        TaskCompletionSource moved;
        lock (_gate)
        {
            Volatile.Write(ref _progress, progress);
            moved = _moved;
            _moved = New();
        }
        moved.SetResult();
    }

    /// <summary>Completes when this many updates may have been written.</summary>
    public ValueTask OpenAsync(long written) => written - Volatile.Read(ref _progress) < size ? default : new ValueTask(WaitAsync(written));

    private async Task WaitAsync(long written)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (written - _progress < size)
                    return;
                moved = _moved.Task;
            }
            await moved.ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

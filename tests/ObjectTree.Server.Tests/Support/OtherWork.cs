namespace ObjectTree.Server.Tests.Support;

/// <summary>More work in the thread pool, always, than it has threads.</summary>
internal sealed class OtherWork : IThreadPoolWorkItem, IDisposable
{
    private const int Count = 64;
    private const int Iterations = 5_000; // a part of a millisecond

    private volatile bool _isOver;

    public OtherWork()
    {
        for (var i = 0; i < Count; i++)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Dispose() => _isOver = true;

    void IThreadPoolWorkItem.Execute()
    {
        Thread.SpinWait(Iterations);
        if (!_isOver)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}

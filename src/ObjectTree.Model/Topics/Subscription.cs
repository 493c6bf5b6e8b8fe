namespace ObjectTree.Model.Topics;

/// <summary>Ends something once, when disposed first.</summary>
public sealed class Subscription : IDisposable
{
    private Action? _end;

    /// <summary>Makes a subscription that calls <paramref name="end"/> when it is disposed.</summary>
    public Subscription(Action end) => _end = end;

    /// <summary>Ends the subscription; a second call does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}

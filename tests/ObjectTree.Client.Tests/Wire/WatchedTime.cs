using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ObjectTree.Client.Tests.Wire;

/// <summary>
/// Time that stands still until the test moves it, and that tells which waits have begun: a test moves it when they have.
/// </summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Waits until something waits for one of these times; gives it.</summary>
    public async Task<TimeSpan> WaitOf(params TimeSpan[] anyOf)
    {
        while (true)
        {
            var wait = await _waits.Reader.ReadAsync().AsTask().Come();
            if (anyOf.Contains(wait))
                return wait;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}

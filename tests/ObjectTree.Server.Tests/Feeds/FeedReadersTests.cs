using ObjectTree.Server.Connections;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Logs;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Feeds;

/// <summary>Who reads a log is visited when it has grown, whoever else comes and goes meanwhile.</summary>
internal sealed class FeedReadersTests
{
    private FeedReaders _readers = null!;
    private List<Visitor> _visitors = null!;
    private List<Visitor> _gone = null!;
    private ByteLog _log = null!;

    [SetUp]
    public void Make() => (_readers, _visitors, _gone, _log) = (new FeedReaders(), [], [], new ByteLog(TcpFraming.Instance));

    [TearDown]
    public void LetGo()
    {
        foreach (var visitor in _visitors.Concat(_gone))
            visitor.Reader.LetGo();
        _log.Release();
    }

    [Test]
    public async Task Remove_ReaderThatATurnHasPassed_AllOthersAreVisited()
    {
        var first = Add();
        var second = Add();
        for (var i = 0; i < 60; i++)
            Add();
        var (begins, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        second.Visiting = () =>
        {
            begins.TrySetResult();
            ends.Task.Wait();
        };

        var seen = WakeForNews();
        await begins.Task.InTime();
        Remove(first);
        ends.SetResult();

        await seen.InTime();
    }

    [Test]
    public async Task ReadThrough_WhoComesAndGoes_IsCounted()
    {
        var (one, other) = (Add(), Add());
        Remove(one);
        Remove(one);
        Assert.That(_readers.ReadThrough(TcpFraming.Instance));
        Assert.That(_readers.ReadThrough(WebSocketFraming.Instance), Is.False);
        await WakeForNews().InTime();
        Remove(other);
        Assert.That(_readers.ReadThrough(TcpFraming.Instance), Is.False);
        Assert.That(_readers.IsEmpty);
    }

    [Test]
    public async Task Wake_ReadersComeAndGoMeanwhile_AllWhoStayAreVisited()
    {
        var random = Seed.Print();
        for (var round = 0; round < 200; round++)
        {
            for (var step = random.Next(400); step > 0; step--)
            {
                switch (random.Next(4))
                {
                    case 0 when _visitors.Count > 0:
                        Remove(_visitors[random.Next(_visitors.Count)]);
                        break;
                    case 1:
                        _readers.Wake();
                        break;
                    default:
                        Add();
                        break;
                }
            }
            var seen = WakeForNews();
            for (var leaving = random.Next(_visitors.Count + 1); leaving > 0; leaving--)
                Remove(_visitors[random.Next(_visitors.Count)]);
            await seen.InTime();
        }
    }

    [Test]
    public async Task Break_AllReaders_AreBrokenAndVisited()
    {
        var gone = Add();
        for (var i = 0; i < 300; i++)
            Add();
        Remove(gone);
        var seen = News();
        _readers.Break();
        await seen.InTime();
        Assert.That(_visitors.ConvertAll(one => one.Reader.IsBroken), Is.All.True);
        Assert.That(gone.Reader.IsBroken, Is.False);
    }

    private Visitor Add()
    {
        var visitor = new Visitor(_log);
        _visitors.Add(visitor);
        _readers.Add(visitor.Reader);
        return visitor;
    }

    private void Remove(Visitor visitor)
    {
        _readers.Remove(visitor.Reader);
        _visitors.Remove(visitor);
        _gone.Add(visitor);
        visitor.Leave();
    }

    private Task WakeForNews()
    {
        var seen = News();
        _readers.Wake();
        return seen;
    }

    /// <summary>There is something new: done when all have been visited since, or have left.</summary>
    private Task News() => Task.WhenAll(_visitors.ConvertAll(one => one.AwaitVisit()));

    private sealed class Visitor : IFeedListener
    {
        private TaskCompletionSource _visit = new();

        public Visitor(ByteLog log) => Reader = new FeedReader(
            this, TcpFraming.Instance, 0, 0, log.ReadFromEnd(), log.ReadFromEnd(), long.MaxValue, _ => Task.CompletedTask);

        public FeedReader Reader { get; }

        public Action Visiting { get; set; } = () => { };

        public Task AwaitVisit()
        {
            var visit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _visit, visit);
            return visit.Task;
        }

        public void Leave() => _visit.TrySetResult();

        public bool Visit()
        {
            Volatile.Read(ref _visit).TrySetResult();
            Visiting();
            return false;
        }

        public bool Prefetch() => false;
    }
}

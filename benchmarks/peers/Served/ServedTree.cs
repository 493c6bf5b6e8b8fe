using ObjectTree.Server;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>The objects of a workload, and the writing of them.</summary>
internal sealed class ServedTree(ObjectTreeServer server, bool isConflated) : IPeer
{
    private readonly List<(FloatTopic X, FloatTopic Y)> _points = [];
    private IntTopic? _number;

    public void Fill(Workload workload, int groups)
    {
        switch (workload)
        {
            case Workload.Counter:
                _number = isConflated ? server.CreateObject<ConflatedCounter>().Number : server.CreateObject<Counter>().Number;
                for (var group = 1; group < groups; group++)
                    server.Trees.Add(new HostedTreeOptions { Name = $"g{group}" }).CreateObject<Counter>();
                break;
            case Workload.Points:
                server.Record(() => Repeat(Sample.Points, _ => _points.Add(CreatePoint())));
                break;
            case Workload.Records:
                Repeat(Sample.Records, number => server.CreateObject<Record>(record => Fill(record, number)));
                _number = server.Tree.Root.ChildrenOf<Record>()[0].Count;
                break;
            case Workload.Cells:
                server.Record(() => Repeat(Sample.Cells, _ => server.CreateObject<Counter>()));
                break;
            default: throw new ArgumentOutOfRangeException(nameof(workload));
        }
    }

    public ValueTask WriteAsync(uint value)
    {
        _number!.Value = value;
        return default;
    }

    public ValueTask TickAsync(ReadOnlyMemory<Move> moves)
    {
        server.Record(() =>
        {
            foreach (var move in moves.Span)
            {
                _points[move.Point].X.Value = move.X;
                _points[move.Point].Y.Value = move.Y;
            }
        });
        return default;
    }

    private (FloatTopic X, FloatTopic Y) CreatePoint()
    {
        if (isConflated)
        {
            var late = server.CreateObject<ConflatedPoint>();
            return (late.X, late.Y);
        }
        var point = server.CreateObject<Point>();
        return (point.X, point.Y);
    }

    private static void Fill(Record record, int number)
    {
        record.First.Value = Sample.First(number);
        record.Last.Value = Sample.Last(number);
        record.Count.Value = number;
        record.Entries.Value = [.. Sample.Entries(number)];
    }

    private static void Repeat(int times, Action<int> action)
    {
        for (var i = 0; i < times; i++)
            action(i);
    }
}

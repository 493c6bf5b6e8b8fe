using BenchmarkDotNet.Attributes;
using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Benchmarks;

/// <summary>
/// A frame of the fan-out workload appended to the log of each carrier, and read to the end by everybody. Nothing is sent.
/// </summary>
public class LogBenchmarks
{
    private const int Frames = 100;

    private readonly byte[] _frame = [0x04, 0xee, 0x08, 0xce, 0, 0, 0, 1];
    private readonly List<ByteLog> _logs = [];
    private readonly List<LogCursor> _readers = [];

    public static IEnumerable<LogCase> Cases => LogCase.All;

    [ParamsSource(nameof(Cases))]
    public LogCase Case { get; set; } = null!;

    [GlobalSetup]
    public void Prepare()
    {
        foreach (var framing in Case.Carriers)
        {
            var log = new ByteLog(framing);
            _logs.Add(log);
            for (var i = 0; i < Case.Readers / Case.Framings; i++)
                _readers.Add(log.ReadFromEnd());
        }
    }

    /// <summary>Everybody reads each frame before the next one comes. One operation is a frame, whoever reads it.</summary>
    [Benchmark]
    public long OneAtATime()
    {
        Append();
        return ReadAll();
    }

    /// <summary>A hundred frames come before anybody reads.</summary>
    [Benchmark(OperationsPerInvoke = Frames)]
    public long HundredAtATime()
    {
        for (var i = 0; i < Frames; i++)
            Append();
        return ReadAll();
    }

    private void Append()
    {
        foreach (var log in _logs)
        {
            log.Append(_frame);
            log.Publish();
        }
    }

    private long ReadAll()
    {
        var read = 0L;
        foreach (var reader in _readers)
        {
            while (reader.TryBegin())
            {
                while (reader.IsInBatch)
                {
                    var piece = reader.Piece;
                    read += piece.Length;
                    reader.Advance(piece.Length);
                }
            }
        }
        return read;
    }
}

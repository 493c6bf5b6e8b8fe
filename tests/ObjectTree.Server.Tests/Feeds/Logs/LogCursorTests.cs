using ObjectTree.Server.Feeds.Logs;

namespace ObjectTree.Server.Tests.Feeds.Logs;

/// <summary>Bytes that are shared by readers at different places, and what of them is kept.</summary>
internal sealed class LogCursorTests
{
    private static readonly BareFraming Bare = new();

    [Test]
    public void Cursors_AtAnyPace_ReadWhatWasPublishedAndNothingIsLeft()
    {
        var random = Seed.Print();
        var before = SegmentPool.Rented;
        for (var run = 0; run < 20; run++)
        {
            var (log, written, ends) = (new ByteLog(Bare), new List<byte>(), new HashSet<long> { 0 });
            var readers = new List<Reader>();
            for (var step = 0; step < 300; step++)
            {
                switch (random.Next(8))
                {
                    case 0:
                        readers.Add(new Reader(log.ReadFromEnd(), written.Count));
                        break;
                    case 1 when readers.Count > 0:
                        var left = readers[random.Next(readers.Count)];
                        left.Cursor.Release();
                        readers.Remove(left);
                        break;
                    case 2 when readers.Find(one => !one.Cursor.IsInBatch && !one.IsCut) is { } origin:
                        readers.Add(new Reader(origin.Cursor.Fork(), origin.At));
                        break;
                    case 3 when readers.Count > 0:
                        readers[random.Next(readers.Count)].Cut();
                        break;
                    case < 6:
                        var frame = new byte[random.Next(4) == 0 ? random.Next(200_000) : random.Next(1, 2_000)];
                        random.NextBytes(frame);
                        var cut = random.Next(frame.Length + 1);
                        log.Append(frame.AsSpan(0, cut));
                        log.Append(frame.AsSpan(cut));
                        log.Publish();
                        written.AddRange(frame);
                        ends.Add(written.Count);
                        break;
                    default:
                        foreach (var reader in readers)
                            reader.Read(random, written, ends);
                        break;
                }
            }
            foreach (var reader in readers)
            {
                reader.ReadAll(random, written, ends);
                reader.Cursor.Release();
                reader.Cursor.Release();
            }
            log.Release();
        }
        Assert.That(SegmentPool.Rented, Is.EqualTo(before), "all segments are back");
    }

    [Test]
    public void Cursor_ThatIsCutOff_KeepsItsBatchAndNoMore()
    {
        var before = SegmentPool.Rented;
        var log = new ByteLog(Bare);
        var stuck = log.ReadFromEnd();
        log.Append(new byte[10]);
        log.Publish();
        Assert.That(stuck.TryBegin());
        for (var i = 0; i < 100; i++)
        {
            log.Append(new byte[LogSegment.Size]);
            log.Publish();
        }
        Assert.That(SegmentPool.Rented - before, Is.GreaterThan(100), "a reader that lags keeps all from its place on");
        stuck.Cut();
        Assert.That(SegmentPool.Rented - before, Is.EqualTo(2), "the one that it reads, and the log's last");
        Assert.That(stuck.Piece.Length, Is.EqualTo(10));
        stuck.Advance(10);
        Assert.That(stuck.TryBegin(), Is.False);
        stuck.Release();
        log.Release();
        Assert.That(SegmentPool.Rented, Is.EqualTo(before));
    }

    [Test]
    public void Cursors_OnOtherThreads_ReadWhatIsAppendedMeanwhile()
    {
        var before = SegmentPool.Rented;
        var log = new ByteLog(Bare);
        const int frames = 20_000;
        var readers = Enumerable.Range(0, 4).Select(_ => log.ReadFromEnd()).ToList();
        var reading = readers.ConvertAll(cursor => Task.Run(() =>
        {
            var sum = 0L;
            for (var left = frames * 100L; left > 0;)
            {
                if (!cursor.TryBegin())
                    continue;
                while (cursor.IsInBatch)
                {
                    var piece = cursor.Piece;
                    foreach (var one in piece.Span)
                        sum += one;
                    left -= piece.Length;
                    cursor.Advance(piece.Length);
                }
            }
            return sum;
        }));
        var frame = new byte[100];
        for (var i = 0; i < frames; i++)
        {
            frame.AsSpan().Fill((byte)i);
            log.Append(frame);
            log.Publish();
        }
        var expected = Enumerable.Range(0, frames).Sum(i => 100L * (byte)i);
        Assert.That(reading.ConvertAll(task => task.Result), Is.All.EqualTo(expected));
        readers.ForEach(cursor => cursor.Release());
        log.Release();
        Assert.That(SegmentPool.Rented, Is.EqualTo(before));
    }

    private sealed class BareFraming : Framing
    {
        public override int WriteHead(Span<byte> head, int length) => 0;
    }

    private sealed record Reader(LogCursor Cursor, int Begin)
    {
        public int At { get; private set; } = Begin;

        public bool IsCut { get; private set; }

        public void Cut()
        {
            Cursor.Cut();
            IsCut = true;
        }

        public void Read(Random random, List<byte> written, HashSet<long> ends)
        {
            if (!Cursor.IsInBatch && !Cursor.TryBegin())
                return;
            var piece = Cursor.Piece;
            piece = piece[..random.Next(1, piece.Length + 1)];
            Assert.That(piece.ToArray(), Is.EqualTo(written.GetRange(At, piece.Length)));
            Cursor.Advance(piece.Length);
            At += piece.Length;
            if (!Cursor.IsInBatch)
                Assert.That(ends, Does.Contain(At), "a batch ends where a frame ends");
        }

        public void ReadAll(Random random, List<byte> written, HashSet<long> ends)
        {
            while (Cursor.IsInBatch || Cursor.TryBegin())
                Read(random, written, ends);
            if (!IsCut)
                Assert.That(At, Is.EqualTo(written.Count));
        }
    }
}

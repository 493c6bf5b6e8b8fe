using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace ObjectTree.Benchmarks.Peers;

/// <summary>Writes ready bytes into the pipes of the clients of a group, and nothing else. Nothing is kept, looked at or answered.</summary>
internal sealed class PipeGroups(int groups) : IPeer
{
    private const int Header = 6; // of a WebSocket frame with a mask of zeros

    private readonly List<PipeWriter>[] _groups = [.. Enumerable.Range(0, groups).Select(_ => new List<PipeWriter>())]; // each guarded by itself
    private int _clients;

    public ValueTask WriteAsync(uint value)
    {
        foreach (var group in _groups)
            Tell(group, FloorFrames.Counter(value));
        return default;
    }

    public ValueTask TickAsync(ReadOnlyMemory<Move> moves) => throw new NotSupportedException();

    public async Task ServeAsync(ConnectionContext connection)
    {
        var group = _groups[(Interlocked.Increment(ref _clients) - 1) % groups];
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        lock (group)
        {
            group.Add(output);
            Send(output, FloorFrames.Empty);
        }
        try
        {
            while (await input.ReadAsync() is { IsCompleted: false } read)
                input.AdvanceTo(Take(group, read.Buffer), read.Buffer.End);
        }
        catch (ConnectionResetException)
        {
            // It has left without a word.
        }
        lock (group)
            group.Remove(output);
    }

    /// <summary>Tells a group each value that one of its clients wrote. Where the rest begins.</summary>
    private static SequencePosition Take(List<PipeWriter> group, ReadOnlySequence<byte> bytes)
    {
        Span<byte> value = stackalloc byte[sizeof(uint)];
        for (; bytes.Length >= Header + value.Length; bytes = bytes.Slice(Header + value.Length))
        {
            bytes.Slice(Header, value.Length).CopyTo(value);
            Tell(group, FloorFrames.Counter(BinaryPrimitives.ReadUInt32BigEndian(value)));
        }
        return bytes.Start;
    }

    private static void Tell(List<PipeWriter> group, ReadOnlySpan<byte> frame)
    {
        lock (group)
        {
            foreach (var client in group)
                Send(client, frame);
        }
    }

    private static void Send(PipeWriter client, ReadOnlySpan<byte> frame)
    {
        client.Write(frame);
        Check(client.FlushAsync());
    }

    /// <summary>Writers who wait for their answers cannot fill a pipe; one that is full would hold back what is measured.</summary>
    private static void Check(ValueTask<FlushResult> flush)
    {
        if (!flush.IsCompletedSuccessfully)
            throw new InvalidOperationException("The pipe is full.");
        flush.GetAwaiter().GetResult();
    }
}

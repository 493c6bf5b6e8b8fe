namespace ObjectTree.Benchmarks.Peers;

/// <summary>The conversation with the driver: a command per line on standard input, an answer per line on standard output.</summary>
internal static class Control
{
    /// <summary>Tells that the server listens, then does what it is told until standard input ends.</summary>
    public static void Run(IPeer peer, int port, int tcpPort = 0, int tlsPort = 0)
    {
        var writer = new Writer(peer);
        Answer($"ready {port} {tcpPort} {tlsPort}");
        using var input = new StreamReader(Console.OpenStandardInput());
        while (input.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "saturate": writer.Saturate(Number(words)); break;
                case "progress": writer.Report(Number(words)); break;
                case "pace": writer.Pace(Number(words)); break;
                case "tick": writer.Tick(Number(words)); break;
                case "count": writer.Count(Number(words)); break;
                case "wander": writer.Wander(Number(words)); break;
                case "written": Answer($"written {writer.Written}"); break;
                case "halt": Answer($"halted {writer.Halt()}"); break;
                case "touch":
                    peer.WriteAsync(Mark.Now).AsTask().Wait();
                    Answer("touched");
                    break;
                case "collect":
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    Answer("collected");
                    break;
                default: throw new InvalidOperationException($"'{line}' is no command.");
            }
        }
    }

    private static long Number(string[] words) => long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);

    private static void Answer(string text)
    {
        Console.Out.WriteLine($"> {text}");
        Console.Out.Flush();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Servers;

/// <summary>
/// A server in a process of its own, on the first core. It ends with its standard input, so not even a lost driver leaves it behind.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Answer = "> ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Lazy<(string Certificate, string Key)> Pem = new(Certificate.CreatePem);

    private readonly Process _process;
    private readonly ServerKind _kind;

    private ServerProcess(ServerKind kind, Process process) => (_kind, _process) = (kind, process);

    public ServerPorts Ports { get; private set; }

    /// <summary>CPU time spent so far, of user and system.</summary>
    public TimeSpan Cpu => CpuClock.Of(_process.Id);

    /// <summary>Bytes of memory that are in RAM.</summary>
    public long Resident => CpuClock.Resident(_process.Id);

    /// <param name="kind">Which server.</param>
    /// <param name="workload">What it holds.</param>
    /// <param name="groups">How many groups of clients there are.</param>
    /// <param name="options">Further arguments; a server that does not know one takes no notice.</param>
    public static ServerProcess Start(ServerKind kind, Workload workload, int groups = 1, params IEnumerable<string> options)
    {
        var start = new ProcessStartInfo("taskset")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (IEnumerable<string>)["-c", "0", .. kind.Command, workload.ToString().ToLowerInvariant(),
            groups.ToString(CultureInfo.InvariantCulture), .. options])
        {
            start.ArgumentList.Add(argument);
        }
        (start.Environment["BENCHMARK_CERTIFICATE"], start.Environment["BENCHMARK_KEY"]) = Pem.Value; // for those that cannot make one
        var server = new ServerProcess(kind, Process.Start(start)!);
        try
        {
            var ports = server.ReadAnswer("ready");
            server.Ports = new ServerPorts((int)ports[0], (int)ports[1], (int)ports[2]);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public IPEndPoint EndPoint(bool tls) => new(IPAddress.Loopback, _kind.Port(Ports, tls));

    public void Tell(string command)
    {
        _process.StandardInput.Write($"{command}\n");
        _process.StandardInput.Flush();
    }

    /// <summary>Tells a command and gets its answer; meanwhile the clients go on reading.</summary>
    public long[] Ask(string command, string answer, Action<int>? pump = null)
    {
        Tell(command);
        return ReadAnswer(answer, pump);
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before.
        }
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private long[] ReadAnswer(string answer, Action<int>? pump = null)
    {
        var until = Stopwatch.GetTimestamp() + (long)(Patience.TotalSeconds * Stopwatch.Frequency);
        while (true)
        {
            var reading = _process.StandardOutput.ReadLineAsync();
            while (!reading.IsCompleted)
            {
                if (pump is null)
                    reading.Wait(10);
                else
                    pump(1);
                if (Stopwatch.GetTimestamp() > until)
                    throw new TimeoutException($"{_kind.Name} did not say '{answer}' in {Patience.TotalSeconds} s.");
            }
            var line = reading.Result ?? throw new IOException($"{_kind.Name} has ended before it said '{answer}'.");
            if (line.StartsWith(Answer + answer, StringComparison.Ordinal))
                return [.. line.Split(' ')[2..].Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        }
    }
}

using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A program that serves a tree, started as a user starts it, in a process of its own.</summary>
public sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4); // the first start builds everything

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _awaited = [];
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _tcp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _url.TrySetException(new InvalidOperationException($"The program ended.\n{Output}"));
    }

    public string Url => _url.Task.Result;

    public int Port => new Uri(Url).Port;

    /// <summary>Where raw TCP listens, as the .NET client takes it.</summary>
    public string TcpUrl => $"tcp://{_tcp.Task.Result}";

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Runs a single-file program of the checkout with <c>dotnet run</c> and waits until it serves.</summary>
    public static Task<RunningProgram> StartAsync(string file, params string[] arguments) =>
        // A shell that runs in the background makes its programs ignore SIGINT, and theirs.
        StartAsync(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", "run", file, .. arguments]) { WorkingDirectory = Repository.Root });

    /// <summary>Runs a program elsewhere and waits until it serves.</summary>
    public static async Task<RunningProgram> StartAsync(ProcessStartInfo start)
    {
        var program = new RunningProgram(start);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        try
        {
            await program._url.Task.WaitAsync(Patience);
            return program;
        }
        catch (Exception exception)
        {
            await program.DisposeAsync();
            throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} does not serve.\n{program.Output}", exception);
        }
    }

    /// <summary>The processes that <c>dotnet run</c> has started.</summary>
    public async Task<string[]> ServersAsync() =>
        (await Command.RunAsync("pgrep", "-P", $"{_process.Id}")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Completes when a line of the output holds the text, or one did.</summary>
    public Task SaysAsync(string text)
    {
        lock (_output)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal))
                return Task.CompletedTask;
            var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, said));
            return said.Task;
        }
    }

    /// <summary>Ends the program as Ctrl+C does and gives its exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        foreach (var server in await ServersAsync())
            await Command.RunAsync("kill", "-INT", server);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Ends the program without a chance to say anything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }


    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.AppendLine(line);
            foreach (var (text, said) in _awaited)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    said.TrySetResult();
            }
        }
        if (TcpLine().Match(line) is { Success: true } tcp)
            _tcp.TrySetResult(tcp.Groups[1].Value);
        if (UrlLine().Match(line) is { Success: true } url)
            _url.TrySetResult(url.Groups[1].Value);
    }

    [GeneratedRegex(@"(?:ObjectTree is at|Now listening on:) (https?://\S+)")]
    private static partial Regex UrlLine();

    [GeneratedRegex(@"Raw TCP is at (\S+?)\.?$")]
    private static partial Regex TcpLine();
}

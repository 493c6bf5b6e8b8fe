using System.Diagnostics;
using System.Text;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A program in a terminal of its own, which types what a test tells it.</summary>
public sealed class RunningTerminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4); // the first start builds everything

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly SemaphoreSlim _hasMore = new(0);
    private readonly Task _reading;
    private int _seen; // what was shown up to here was asked for already

    private RunningTerminal(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Runs a single-file program of the checkout with <c>dotnet run</c>, in a terminal of 80 columns and 24 rows.</summary>
    public static RunningTerminal Start(string file, params string[] arguments)
    {
        var command = $"stty cols 80 rows 24; exec dotnet run {file} -- {string.Join(' ', arguments)}";
        return new RunningTerminal(Process.Start(new ProcessStartInfo("script", ["-qfec", command, "/dev/null"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["TERM"] = "xterm-256color", ["LANG"] = "C.UTF-8" },
        })!);
    }

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until a text is shown, after what was waited for before.</summary>
    public async Task ShowsAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Shows(text))
        {
            try
            {
                await _hasMore.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The terminal does not show '{text}':\n{_output}");
            }
        }
    }

    /// <summary>Waits for the program's end and gives its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _reading;
        _process.Dispose();
        _hasMore.Dispose();
    }

    private bool Shows(string text)
    {
        lock (_output)
        {
            var at = _output.ToString().IndexOf(text, _seen, StringComparison.Ordinal);
            if (at >= 0)
                _seen = at + text.Length;
            return at >= 0;
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4_096];
        while (await _process.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            lock (_output)
                _output.Append(buffer, 0, count);
            _hasMore.Release();
        }
    }
}

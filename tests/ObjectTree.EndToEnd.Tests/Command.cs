using System.Diagnostics;

namespace ObjectTree.EndToEnd.Tests;

/// <summary>A program that is run to its end.</summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    public static Task<Command> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments));

    public static async Task<Command> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Command(process.ExitCode, output, await errors);
    }

    public Command Succeeded()
    {
        Assert.That(ExitCode, Is.Zero, $"{Output}{Errors}");
        return this;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CsCheck;

namespace ObjectTree;

/// <summary>
/// How long a random suite goes on: for its share of the time, or, with OBJECTTREE_LONG=1, a fixed number of times whose result is written
/// down.
/// </summary>
/// <param name="Suite">The file that a long run writes, in docs/results.</param>
/// <param name="Seconds">The share.</param>
/// <param name="AtLeast">Of programs, whatever the time.</param>
/// <param name="Long">How many a long run plays.</param>
/// <param name="MostSteps">A program has fewer steps than these.</param>
internal sealed record Share(string Suite, int Seconds, int AtLeast, int Long, int MostSteps)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static bool IsLong => Environment.GetEnvironmentVariable("OBJECTTREE_LONG") == "1";

    /// <summary>Plays programs on all cores. With OBJECTTREE_SEED only that one.</summary>
    public void Run(Action<int> play, Func<string> done)
    {
        var first = Seed.Next();
        if (Environment.GetEnvironmentVariable("OBJECTTREE_SEED") is not null)
        {
            play(first);
            return;
        }
        var (watch, played) = (Stopwatch.StartNew(), 0);
        void Play(int seed)
        {
            Interlocked.Increment(ref played);
            play(seed);
        }
        var seeds = new Seeds(first, MostSteps);
        if (IsLong)
            seeds.Sample(Play, iter: Long, print: Seed.Replay);
        else
            seeds.Sample(Play, time: Seconds, print: Seed.Replay);
        if (!IsLong && played < AtLeast)
            seeds.Sample(Play, iter: AtLeast - played, print: Seed.Replay);
        TestContext.Out.WriteLine($"{Suite}: {played} programs from seed {first} on, {done()}, {watch.Elapsed.TotalSeconds:0} s");
        if (IsLong)
            Write(first, played, done(), watch.Elapsed);
    }

    private void Write(int first, int played, string done, TimeSpan duration)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "results"));
        var result = new
        {
            suite = Suite,
            date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            commit = Repository.Commit(),
            system = RuntimeInformation.OSDescription,
            runtime = RuntimeInformation.FrameworkDescription,
            cores = Environment.ProcessorCount,
            seed = first,
            programs = played,
            done,
            seconds = Math.Round(duration.TotalSeconds),
        };
        File.WriteAllText(Path.Combine(folder.FullName, $"{Suite}.json"), JsonSerializer.Serialize(result, Indented) + "\n");
    }
}

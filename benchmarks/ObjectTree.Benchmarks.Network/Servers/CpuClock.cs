using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ObjectTree.Benchmarks.Network.Servers;

/// <summary>What the kernel knows of a process.</summary>
internal static partial class CpuClock
{
    /// <summary>
    /// CPU time, user and system, of all threads: utime and stime of /proc/PID/stat, but in nanoseconds instead of hundredths of a second.
    /// </summary>
    public static TimeSpan Of(int process)
    {
        const int Scheduled = 2;
        if (clock_gettime((~process << 3) | Scheduled, out var time) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1_000.0);
    }

    /// <summary>Bytes of memory that are in RAM.</summary>
    public static long Resident(int process)
    {
        const string Field = "VmRSS:";
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return 1_024 * long.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int clock_gettime(int clock, out Time time);

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

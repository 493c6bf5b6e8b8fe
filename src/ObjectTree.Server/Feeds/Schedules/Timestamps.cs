namespace ObjectTree.Server.Feeds.Schedules;

/// <summary>Times as a <see cref="TimeProvider"/> counts them.</summary>
internal static class Timestamps
{
    public static long Of(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
}

namespace ObjectTree;

/// <summary>What was to be read is no snapshot that this version can read: damaged, newer, or something else.</summary>
public sealed class SnapshotFormatException : FormatException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="reason">What is wrong, as a sentence.</param>
    /// <param name="cause">What was caught, or null.</param>
    public SnapshotFormatException(string reason, Exception? cause = null)
        : base(reason, cause)
    {
    }
}

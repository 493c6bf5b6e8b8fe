namespace ObjectTree.Server.Access;

/// <summary>Nobody is asked who a client is, for a while.</summary>
internal sealed class TooManySignInsException(TimeSpan wait) : Exception("Too many clients sign in, or fail to.")
{
    public TimeSpan Wait => wait;
}

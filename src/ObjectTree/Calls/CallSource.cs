namespace ObjectTree.Calls;

/// <summary>
/// Who the transitions come from that a call makes outside of any tree's lock, in whichever tree: it goes with the call over its awaits,
/// and ends with it, so that what a call leaves behind (a timer, say) is the server's own code.
/// </summary>
internal sealed class CallSource
{
    private static readonly AsyncLocal<CallSource?> Running = new();

    private volatile string? _user;

    private CallSource(string user) => _user = user;

    /// <summary>The user whose call is running here; null: none is.</summary>
    public static string? User => Running.Value?._user;

    /// <summary>Begins a call. To be used inside an asynchronous method, whose caller has nothing of it.</summary>
    public static CallSource Begin(string user) => Running.Value = new CallSource(user);

    /// <summary>What follows here is no part of the call, though it was started by it. As <see cref="Begin"/>.</summary>
    public static void Leave()
    {
        if (Running.Value is not null)
            Running.Value = null;
    }

    public void End() => _user = null;
}

namespace ObjectTree.Server.Tests.Support;

/// <summary>Tests wait for what happens, never for time; this is only how long until they give up.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task InTime(this Task task) => task.WaitAsync(Patience);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Patience);
}

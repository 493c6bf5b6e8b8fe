namespace ObjectTree.Client.Tests.Wire;

/// <summary>Lets a test that waits for what never comes fail instead of hanging. No test depends on how long it is.</summary>
internal static class Soon
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task<T> Come<T>(this Task<T> task) => task.WaitAsync(Patience);

    public static Task Come(this Task task) => task.WaitAsync(Patience);

    /// <summary>How a task fails, which it does with one type of exception or a subclass of it.</summary>
    public static async Task<TException> Failure<TException>(this Task task)
        where TException : Exception
    {
        try
        {
            await task.Come();
        }
        catch (TException exception)
        {
            return exception;
        }
        throw new AssertionException($"It did not fail with {typeof(TException).Name}.");
    }
}

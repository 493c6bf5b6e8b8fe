namespace ObjectTree.Server.Tests.Support;

/// <summary>An object with something of everything that clients may do.</summary>
public class Board : SObject
{
    public const string Secret = "the word of the server alone";

    public IntTopic Count { get; } = new();

    public IntTopic Mirror { get; } = new();

    public StringTopic Text { get; } = new();

    /// <summary>What <see cref="Wait"/> waits for, and tells when it begins to.</summary>
    public SemaphoreSlim Release { get; } = new(0);

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [ClientCallable]
    public long Add(long by) => Tree.Record(() =>
    {
        Count.Value += by;
        Mirror.Value = Count.Value;
        return Count.Value;
    });

    [ClientCallable]
    public string Echo(string text) => text;

    [ClientCallable]
    public double Half(double number) => number / 2;

    [ClientCallable]
    public string WhoAmI(Caller caller) => caller.User;

    [ClientCallable]
    public bool MayRead(Caller caller) => caller.Principal.IsInRole("reader");

    [ClientCallable]
    public string Large(long length) => new('x', (int)length);

    [ClientCallable]
    public void Fail()
    {
        Count.Value = -1;
        throw new InvalidOperationException(Secret);
    }

    [ClientCallable]
    public void Refuse(string reason)
    {
        Count.Value = -1;
        throw new OperationRejectedException("NO_ROOM", reason);
    }

    /// <summary>Refuses with half of a surrogate pair at the end.</summary>
    [ClientCallable]
    public void RefuseCut() => throw new OperationRejectedException("NO_ROOM", "cut \ud83d");

    /// <summary>Holds the tree until it is released.</summary>
    [ClientCallable]
    public void Wait()
    {
        Waiting.TrySetResult();
        Release.Wait();
    }

    public void Closed() => Count.Value = -1;
}

using ObjectTree.Server.Sessions;

namespace ObjectTree.Server.Connections;

/// <summary>Hands bytes to a transport without waiting for it. One thread at a time sends.</summary>
/// <param name="wake">Called when the transport has taken what it had to wait for, or is lost.</param>
internal abstract class Transmitter(Action wake)
{
    private bool _isSending;
    private Exception? _failure;

    /// <summary>Whether bytes are on their way that the transport has not taken yet. Any thread.</summary>
    public bool IsSending => Volatile.Read(ref _isSending);

    /// <inheritdoc cref="IConnection.Send"/>
    public int Send(ReadOnlyMemory<byte> bytes)
    {
        if (Volatile.Read(ref _failure) is { } failure)
            throw new ConnectionLostException(failure);
        try
        {
            var taken = TrySend(bytes, out var rest);
            if (rest.IsCompletedSuccessfully)
                rest.GetAwaiter().GetResult(); // whoever made it wants it back
            else
                _ = WaitAsync(rest);
            return taken;
        }
        catch (Exception exception) when (ConnectionLostException.Is(exception))
        {
            throw new ConnectionLostException(exception);
        }
    }

    /// <inheritdoc cref="IConnection.Prefetch"/>
    public virtual bool Prefetch() => IsSending;

    /// <summary>Sends what goes at once.</summary>
    /// <param name="bytes">At least one.</param>
    /// <param name="rest">When the transport has taken all that is counted as taken.</param>
    /// <returns>How many are taken, those that <paramref name="rest"/> is about included.</returns>
    protected abstract int TrySend(ReadOnlyMemory<byte> bytes, out ValueTask rest);

    private async Task WaitAsync(ValueTask rest)
    {
        Volatile.Write(ref _isSending, true);
        try
        {
            await rest.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _failure, exception); // whatever it is: nobody else would hear of it
        }
        Volatile.Write(ref _isSending, false);
        wake();
    }
}

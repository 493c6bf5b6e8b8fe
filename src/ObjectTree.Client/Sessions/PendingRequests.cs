using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Client.Handlers;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Sessions;

/// <summary>
/// What the server asks over one connection: handlers run on the thread pool, beside each other, and so many together at most.
/// </summary>
/// <param name="handlers">What is handled.</param>
/// <param name="respond">Sends an answer; fails with an <see cref="ArgumentException"/> when it is too large.</param>
/// <param name="time">What time it is.</param>
/// <param name="logger">Where to log what handlers throw; null: nowhere.</param>
[SuppressMessage("Design", "CA1001", Justification = "A token source holds something to dispose of only with a timer or a wait handle.")]
internal sealed partial class PendingRequests(
    ClientHandlers handlers, Func<ResponseMessage, Task> respond, TimeProvider time, ILogger? logger)
{
    private const int Most = 256;
    private const int MostReason = 1_024;

    private readonly ILogger _logger = logger ?? NullLogger.Instance;
    private readonly CancellationTokenSource _ended = new();

    private int _pending; // that wait for their frames, or run

    /// <summary>Takes a request, which <see cref="Begin"/> has to follow. Never waits.</summary>
    /// <returns>False: there are too many, and <see cref="RefuseAsync(RequestMessage)"/> has to follow.</returns>
    public bool TryTake(RequestMessage request)
    {
        if (Interlocked.Increment(ref _pending) <= Most)
            return true;
        Interlocked.Decrement(ref _pending);
        return false;
    }

    /// <summary>
    /// Tells the server that there are too many. Waited for before more is taken, so that a server which asks on piles up nothing.
    /// </summary>
    public Task RefuseAsync(RequestMessage request) =>
        RefuseAsync(Refusal(request, RejectionCodes.Busy, $"The client answers {Most} requests at most together."));

    /// <summary>Begins to run the handler of a request that was taken. Never waits.</summary>
    public void Begin(RequestMessage request) => _ = RunAsync(request);

    /// <summary>The connection has ended: cancels what runs, and nothing is answered any more.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await _ended.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            LogCancellationFailed(exception);
        }
    }

    private async Task RunAsync(RequestMessage request)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var response = await AnswerAsync(request).ConfigureAwait(false);
        Interlocked.Decrement(ref _pending);
        try
        {
            await respond(response).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            await RefuseAsync(Refusal(request, RejectionCodes.Limit, exception.Message)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The receiving side finds the connection gone too.
        }
    }

    private async Task RefuseAsync(ResponseMessage refusal)
    {
        try
        {
            await respond(refusal).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            // As above; or not even this fits what the server takes, so that its own time has to end the request.
        }
    }

    private async Task<ResponseMessage> AnswerAsync(RequestMessage request)
    {
        if (handlers.Find(request.Name) is not { } handler)
            return Refusal(request, RejectionCodes.NotFound, $"The client does not handle '{request.Name}'.");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Min(request.Time, int.MaxValue)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _ended.Token);
        try
        {
            return new ResponseMessage(request.Request, null, await handler(request.Arguments, either.Token).ConfigureAwait(false));
        }
        catch (OperationRejectedException refused)
        {
            return Refusal(request, refused.Code, refused.Reason);
        }
        catch (Exception exception)
        {
            LogHandlerFailed(request.Name, exception);
            return Refusal(request, RejectionCodes.Internal, exception.Message);
        }
    }

    /// <summary>A reason may be as long as it likes and end within a surrogate pair, which is no reason to fail.</summary>
    private static ResponseMessage Refusal(RequestMessage request, string code, string reason) => new(
        request.Request, Printable(code), Value.FromString(Printable(reason.Length <= MostReason ? reason : reason[..MostReason])));

    private static string Printable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [LoggerMessage(22, LogLevel.Error, "What a handler registered for its token threw.")]
    private partial void LogCancellationFailed(Exception exception);

    [LoggerMessage(21, LogLevel.Error, "The handler of '{Name}' threw; the server is told why.")]
    private partial void LogHandlerFailed(string name, Exception exception);
}

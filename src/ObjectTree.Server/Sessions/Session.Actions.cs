using System.Collections.Immutable;
using ObjectTree.Calls;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Feeds;
using ObjectTree.Server.Feeds.Actions;

namespace ObjectTree.Server.Sessions;

// What the client proposes. The receiving loop alone, but for the answer, which may be given on any thread while the loop waits for it.
internal sealed partial class Session : IActionAnswers
{
    private const int AnswersKept = 64;

    private readonly RateLimit _actions;
    private readonly RateLimit _rejections;
    private LocalIds? _locals; // made when first needed
    private long _lastAction;
    private PrivateMessage[]? _answers; // the latest, by the action's number; made when first needed
    private bool _isOffence; // the action that was answered last was none that a client should propose

    bool IFeedClient.IsGone => IsEnding;

    void IActionAnswers.Ack(long index, ImmutableArray<(long Local, long Id)> created)
    {
        Volatile.Write(ref _acknowledged, index);
        var ids = created.IsEmpty ? ImmutableArray<CreatedId>.Empty : [.. created.Select(one => new CreatedId(one.Local, one.Id))];
        var ack = new PrivateMessage(new AckMessage(_lastAction, 0, ids), index);
        Answer(ack, ack);
    }

    void IActionAnswers.Reject(Rejection rejection)
    {
        _isOffence =
            rejection.Code is RejectionCodes.Validation or RejectionCodes.NotFound or RejectionCodes.Forbidden or RejectionCodes.Limit;
        _host.Meter.ActionRejected(rejection.Code);
        var kept = new RejectMessage(_lastAction, rejection.Code, rejection.Reason, rejection.KeptDetails);
        Answer(new PrivateMessage(kept with { Details = rejection.Details }), new PrivateMessage(kept));
    }

    private ValueTask ActAsync(ActionMessage action) => _outbox.TryFindIndex(action.Snapshot, action.Base, out var index)
        ? ActAsync(action, action.Action, index)
        : throw new ProtocolException(CloseCode.BadSequence, "an action on a snapshot that was never sent");

    /// <param name="message">What is proposed.</param>
    /// <param name="action">Its number.</param>
    /// <param name="baseIndex">See <see cref="ActionRequest.BaseIndex"/>.</param>
    private async ValueTask ActAsync(Message message, long action, long baseIndex)
    {
        _isOffence = false;
        if (action <= _lastAction)
        {
            if (!Repeat(action))
                return;
        }
        else if (action != ++_lastAction)
        {
            throw new ProtocolException(CloseCode.BadSequence, $"action {action} after {_lastAction - 1}");
        }
        else if (!_actions.TryTake(out var wait))
        {
            ((IActionAnswers)this).Reject(Rejection.Busy("Too many changes.", wait));
        }
        else
        {
            var limits = _host.Limits.Protocol;
            var request = new ActionRequest(
                Caller!, message, baseIndex, _locals ??= new LocalIds(), _host.ReadLimits, limits.Operations);
            await _feed!.ActAsync(request, this).ConfigureAwait(false);
        }
        await _outbox.SendAnswersAsync().ConfigureAwait(false);
        if (_isOffence && !_rejections.TryTake(out var pause))
            EndForAWhile(pause);
    }

    /// <param name="answer">The answer.</param>
    /// <param name="kept">What is kept of it.</param>
    private void Answer(PrivateMessage answer, PrivateMessage kept)
    {
        _answers ??= new PrivateMessage[AnswersKept];
        _answers[_lastAction % AnswersKept] = kept;
        _outbox.Put(answer);
    }

    /// <summary>False: it does so too often, and the session ends.</summary>
    private bool Repeat(long action)
    {
        if (action <= _lastAction - AnswersKept)
            throw new ProtocolException(CloseCode.BadSequence, $"action {action} again, whose answer is not kept any more");
        if (!_actions.TryTake(out var wait))
        {
            EndForAWhile(wait);
            return false;
        }
        _outbox.Put(_answers![action % AnswersKept]);
        return true;
    }

    private void EndForAWhile(TimeSpan wait) =>
        End(Farewell.For(CloseCode.RateLimited) with { RetryAfter = (long)Math.Ceiling(wait.TotalMilliseconds) });
}

using System.Buffers;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Vectors;

/// <summary>
/// What a reader refuses. Some frames and snapshots can be read and only do not fit a tree; the client's tests run them all against a
/// replica.
/// </summary>
public class InvalidVectorTests
{
    private static readonly string[] ForReplicasOnly =
    [
        "frame-create-index-over", "frame-create-next-parent-gone", "frame-create-next-taken", "frame-create-own-parent",
        "frame-create-parent-destroyed", "frame-create-taken", "frame-create-taken-in-frame", "frame-create-unknown-parent",
        "frame-destroy-root", "frame-destroy-twice", "frame-dict-patch-removed-inherited", "frame-dict-patch-removed-missing",
        "frame-dict-remove-inherited", "frame-dict-remove-missing", "frame-float-add-over", "frame-float-add-under", "frame-int-add-over",
        "frame-int-add-over-by-one", "frame-int-add-under", "frame-list-insert-over", "frame-list-insert-range-over",
        "frame-list-insert-range-over-nothing", "frame-list-move-from-over", "frame-list-move-to-over",
        "frame-list-patch-first-over", "frame-list-patch-second-over", "frame-list-remove-range-count-over",
        "frame-list-remove-range-index-over", "frame-list-replace-in-empty",
        "frame-list-replace-over", "frame-move-index-over", "frame-move-index-over-elsewhere", "frame-move-root",
        "frame-move-under-child", "frame-move-under-descendant", "frame-move-under-itself", "frame-move-unknown-parent",
        "frame-set-add-existing", "frame-set-add-twice", "frame-set-patch-added-there", "frame-set-patch-removed-missing",
        "frame-set-patch-removed-other-type", "frame-set-remove-missing", "frame-set-remove-other-type", "frame-splice-bytes",
        "frame-splice-deleted-over", "frame-splice-position-over", "frame-splice-units-over", "frame-tags-add-existing",
        "frame-tags-patch-missing", "frame-tags-remove-missing", "frame-target-below-destroyed", "snapshot-id-twice", "snapshot-orphan",
    ];

    public static IEnumerable<Vector> Messages =>
        Vector.AllInvalid.Where(vector => !vector.IsTcp && !ForReplicasOnly.Contains(vector.Name));

    public static IEnumerable<Vector> Streams => Vector.AllInvalid.Where(vector => vector.IsTcp);

    [TestCaseSource(nameof(Messages))]
    public void Read_InvalidBytes_IsRefused(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var assembler = new MessageAssembler(vector.Limits.Message, vector.Limits.Total);

        var outcome = Outcome(() =>
        {
            var (known, limits) = (KnownState.After(vector.Given), vector.Limits.ToReadLimits());
            var message = MessageReader.Read(assembler.Add(vector.Bytes)!.Value, limits, known);
            if (message is ActionMessage action)
                _ = action.ReadOperations(known, limits, vector.Limits.Operations);
            return message;
        });

        Assert.That(outcome, Is.EqualTo(vector.Error));
    }

    [TestCaseSource(nameof(Streams))]
    public void TryRead_InvalidStream_IsRefused(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);

        var outcome = Outcome(() =>
        {
            var stream = new ReadOnlySequence<byte>(vector.Bytes);
            while (LengthPrefix.TryRead(ref stream, vector.TcpLimit, out var message))
                _ = MessageReader.Read(message.ToArray(), vector.Limits.ToReadLimits());
            return null;
        });

        Assert.That(outcome, Is.EqualTo(vector.Error));
    }

    private static string Outcome(Func<Message?> read)
    {
        try
        {
            return read() is CallMessage { ArgumentsError: not null } ? RejectionCodes.Validation : "nothing was refused";
        }
        catch (OperationRejectedException rejected)
        {
            return rejected.Code;
        }
        catch (ProtocolException exception)
        {
            return exception.Code.Name();
        }
    }
}

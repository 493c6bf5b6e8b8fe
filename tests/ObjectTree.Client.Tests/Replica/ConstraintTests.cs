using ObjectTree.Model;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Shape;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>A client refuses what the server's declaration says that it would refuse.</summary>
internal sealed class ConstraintTests : WritingFixture
{
    [SetUp]
    public void Constrain()
    {
        Connect();
        Tree.Apply(new SnapshotMessage([.. Whole().Operations.Select(Constrained)]));
    }

    [Test]
    public void Write_BreaksAConstraint_IsRefusedAtOnceAndNotSent()
    {
        var refused = Assert.Throws<OperationRejectedException>(() => Text.Value = "")!;
        Assert.That((refused.Code, refused.Reason), Is.EqualTo((RejectionCodes.Validation, "Say something.")));
        Assert.That((Text.Value, Note.IsPending("text"), Sent.Count), Is.EqualTo(("two", false, 0)));
        Assert.Throws<OperationRejectedException>(() => Text.Delete(0, 3));
        Assert.Throws<OperationRejectedException>(() => Count.Add(6));
        Count.Value = 5;
        Assert.That(Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public void Record_BreaksAConstraint_IsRefusedAsAWhole()
    {
        Assert.Throws<OperationRejectedException>(() => _ = Tree.Record(() =>
        {
            Count.Value = 5;
            Count.Value = 6;
        }));
        Assert.That((Count.Value, Sent.Count), Is.EqualTo((0L, 0)));
    }

    [Test]
    public void Frame_BreaksAConstraint_IsApplied()
    {
        Tree.Frame(SampleTree.SetCount(2, 9));
        Assert.That(Count.Value, Is.EqualTo(9));
    }

    private static Operation Constrained(Operation operation)
    {
        return operation switch
        {
            AnnounceTypeOperation { Type.Name: "Note" } announce => new AnnounceTypeOperation(Of(announce.Type)),
            CreateOperation { Top.Type.Name: "Note" } create => create with
            {
                Objects = [create.Top with { Type = Of(create.Top.Type) }],
            },
            _ => operation,
        };

        static TypeSchema Of(TypeSchema type) => type with
        {
            Attributes =
            [
                type.Attributes[0].With([Constraint.Required("Say something.")]),
                type.Attributes[1].With([Constraint.Range(0, 5, "0 to 5")]),
                .. type.Attributes[2..],
            ],
        };
    }
}

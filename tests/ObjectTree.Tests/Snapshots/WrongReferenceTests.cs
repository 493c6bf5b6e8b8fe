using System.Collections.Immutable;
using ObjectTree.Model.Values;

namespace ObjectTree.Tests.Snapshots;

/// <summary>References of an edited snapshot to objects of a class that the attribute does not allow.</summary>
public sealed class WrongReferenceTests
{
    private static readonly string[] Attributes = ["owner", "first", "members", "admins", "named", "nested"];

    [TestCaseSource(nameof(Attributes))]
    public void Restore_ReferenceToAnotherClass_IsRefusedAndNamesObjectAndAttribute(string attribute)
    {
        var (team, intruder) = Make();
        var damaged = Redirect(team.Tree.Serialize(), team, attribute, intruder.Id);
        var options = new TreeOptions();
        options.ObjectTypes.Add<Note>().Add<Person>().Add<Team>();

        Assert.That(
            () => Tree.Restore(damaged, options),
            Throws.ArgumentException.With.Message.Contains(
                $"'{attribute}' of object {team.Id} of type Team").And.Message.Contains($"object {intruder.Id} is a"));
    }

    [TestCaseSource(nameof(Attributes))]
    public void Restore_CopyWithReferenceToAnotherClass_LeavesNoTrace(string attribute)
    {
        var (team, intruder) = Make();
        var damaged = Redirect(team.Serialize(), team, attribute, intruder.Id);
        Unchanged.By<ArgumentException>(team.Tree, () => team.Tree.Root.Restore(damaged));
    }

    [TestCaseSource(nameof(Attributes))]
    public void Restore_ReferenceToAnIdThatIsStillToBeGiven_IsRefused(string attribute)
    {
        var (team, _) = Make();
        var snapshot = team.Tree.Serialize();
        var options = new TreeOptions();
        options.ObjectTypes.Add<Note>().Add<Person>().Add<Team>();

        Assert.That(
            () => Tree.Restore(Redirect(snapshot, team, attribute, snapshot.NextId), options),
            Throws.ArgumentException.With.Message.Contains($"object {snapshot.NextId}"));
    }

    [Test]
    public void Restore_CopyOfWhatReferredToAnObjectThatWasRolledBack_RefersToNobody()
    {
        var (team, _) = Make();
        Snapshot? snapshot = null;
        Assert.That(() => team.Tree.Record(() =>
        {
            team.Owner.Value = team.Tree.CreateObject<Person>();
            snapshot = team.Serialize();
            Some.Failure();
        }), Throws.TypeOf<DivideByZeroException>());

        var copy = (Team)team.Tree.Root.Restore(snapshot!);

        Assert.That(copy.Owner.Id, Is.Zero);
    }

    [Test]
    public void AddAttribute_RestoredReferenceIsToAnotherClass_IsRefused()
    {
        var (team, intruder) = Make();
        team.AddAttribute("friend", new RefTopic<Note> { Value = intruder });
        var copy = team.Tree.Root.Restore(team.Serialize());
        Unchanged.By<ArgumentException>(team.Tree, () => copy.AddAttribute("friend", new RefTopic<Person>()));
        Assert.That(copy.AddAttribute("friend", new RefTopic<Note>()).Value, Is.SameAs(intruder));
    }

    private static (Team Team, Note Intruder) Make()
    {
        var tree = Some.Tree();
        var ann = tree.CreateObject<Person>();
        var team = tree.CreateObject<Team>(made =>
        {
            (made.Owner.Value, made.First.Value) = (ann, new Place(1, ann));
            made.Members.Add(ann);
            made.Admins.Add(ann);
            made.Named["ann"] = ann;
            made.Nested.Add([new Place(1, ann)]);
        });
        return (team, Some.Note(tree));
    }

    private static Snapshot Redirect(Snapshot snapshot, Team team, string attribute, long id) => snapshot with
    {
        Objects =
        [
            .. snapshot.Objects.Select(state => state.Id != team.Id ? state : state with
            {
                Attributes = [.. state.Attributes.Select(
                    (value, i) => state.Type.Attributes[i].Name == attribute ? Redirect(value, id) : value)],
            }),
        ],
    };

    private static Value Redirect(Value value, long id) => value.Kind switch
    {
        ValueKind.Reference => Value.FromReference(id),
        ValueKind.Array => Value.FromArray([.. value.AsArray().Select(item => Redirect(item, id))]),
        ValueKind.Map =>
            Value.FromMap(ValueMap.Create(value.AsMap().Select(entry => KeyValuePair.Create(entry.Key, Redirect(entry.Value, id))))),
        ValueKind.Record =>
            Value.FromRecord(new RecordValue(value.AsRecord().Schema, [.. value.AsRecord().Fields.Select(field => Redirect(field, id))])),
        _ => value,
    };

    public sealed record Place(int Rank, Person Holder);

    public sealed class Person : SObject;

    public sealed class Team : SObject
    {
        public RefTopic<Person> Owner { get; } = new();

        public ValueTopic<Place> First { get; } = new(new Place(0, null!));

        public ListTopic<Person> Members { get; } = new();

        public SetTopic<Person> Admins { get; } = new();

        public DictTopic<Person> Named { get; } = new();

        public ListTopic<ImmutableArray<Place>> Nested { get; } = new();
    }
}

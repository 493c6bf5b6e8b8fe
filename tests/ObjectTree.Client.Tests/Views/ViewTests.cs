using ObjectTree.Client.Tests.Replica;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Values;
using static ObjectTree.Client.Tests.Replica.SampleTree;

namespace ObjectTree.Client.Tests.Views;

public class ViewTests
{
    [Test]
    public void Register_ObjectsThatAreThere_GetViewsParentsFirst()
    {
        var tree = Joined();
        var log = new List<string>();

        tree.Views.Register("note", () => new NoteView(log));

        Assert.That(log, Is.EqualTo(["+2 two", "+3 three"]));
        Assert.That(tree.Object(2).View, Is.InstanceOf<NoteView>().With.Property(nameof(View.Object)).SameAs(tree.Object(2)));
        Assert.That(tree.Object(4).View, Is.Null);
    }

    [Test]
    public void View_PrivateTopicOfABaseClass_IsBound()
    {
        var tree = Joined();
        tree.Views.Register("note", () => new BelowCaptioned());
        Assert.That(((Captioned)tree.Object(2).View!).Shown, Is.EqualTo("two"));
    }

    [Test]
    public void Frame_CreatesObject_ViewHasAllThatTheFrameDid()
    {
        var tree = Joined();
        var log = new List<string>();
        tree.Views.Register("note", () => new NoteView(log));
        log.Clear();

        tree.Frame(Create(Note(5, 1, "first")), SetText(5, "last"), Create(Note(6, 5, "below")));
        tree.Frame(SetText(5, "later"));

        Assert.That(log, Is.EqualTo(["+5 last", "+6 below", "5 last>later"]));
    }

    [Test]
    public void View_OfParent_ObservingChildren_HearsOnlyOfThoseThatComeLater()
    {
        var tree = Joined();
        var heard = new List<long>();
        tree.Views.Register("note", () => new ParentView(heard));

        tree.Frame(Create(Note(5, 1, "")), Create(Note(6, 5, "")));
        tree.Frame(Create(Note(7, 5, "")));

        Assert.That(heard, Is.EqualTo([3L, 6L, 7L]));
    }

    [Test]
    public void Destroy_Subtree_EndsViewsChildrenFirstAndKeepsTheirValues()
    {
        var tree = Joined();
        var log = new List<string>();
        tree.Views.Register("note", () => new NoteView(log));
        log.Clear();
        var view = (NoteView)tree.Object(3).View!;

        tree.Frame(new DestroyOperation(2));

        Assert.That(log, Is.EqualTo(["-3", "-2"]));
        Assert.That(view.Caption.Value, Is.EqualTo("three"));
    }

    [Test]
    public void Snapshot_AfterAnother_MakesNewViews()
    {
        var tree = Joined();
        var log = new List<string>();
        tree.Views.Register("note", () => new NoteView(log));
        log.Clear();

        tree.Apply(Whole);

        Assert.That(log, Is.EqualTo(["-3", "-2", "+2 two", "+3 three"]));
    }

    [Test]
    public void View_ThatDeclaresSome_LeavesTheOthersToTheObject()
    {
        var tree = Joined();
        tree.Views.Register("note", () => new NoteView([]));

        tree.Frame(SetCount(2, 7), Put(2, "color", Value.FromString("red")), SetText(2, "x"));

        Assert.That(tree.Object(2).GetAttribute<IntTopic>("count").Value, Is.EqualTo(7));
        Assert.That(((NoteView)tree.Object(2).View!).Style["color"], Is.EqualTo("red"));
        Assert.That(tree.Object(2).GetAttribute("text").ToString(), Is.EqualTo("x"));
    }

    [Test]
    public void Register_AttributeThatIsNotThere_SaysSoAndRegistersNothing()
    {
        var tree = Joined();

        Assert.That(
            () => tree.Views.Register<WrongName>("note"), Throws.InvalidOperationException.With.Message.EqualTo(
                "WrongName.Title shows the attribute 'title', but Note has only: text, count, items, style."));

        Assert.That(tree.Object(2).View, Is.Null);
        Assert.DoesNotThrow(() => tree.Views.Register("note", () => new NoteView([])));
    }

    [Test]
    public void Register_TopicOfAnotherKind_SaysSo() => Assert.That(
        () => Joined().Views.Register<WrongKind>("note"),
        Throws.InvalidOperationException.With.Message.EqualTo("The attribute 'text' of Note is a String, so a IntTopic cannot show it."));

    [Test]
    public void Register_TopicWithASetter_SaysSo() => Assert.That(
        () => Joined().Views.Register<Settable>("note"),
        Throws.ArgumentException.With.Message.Contains("Settable.Text may not have a setter"));

    [Test]
    public void Register_FrontendTypeTwice_Throws()
    {
        var tree = Joined();
        tree.Views.Register<View1>("other");
        Assert.Throws<ArgumentException>(() => tree.Views.Register<View1>("other"));
    }

    [Test]
    public void Frame_CreatesObjectThatTheViewDoesNotFit_IsLoggedAndApplied()
    {
        var log = new LogList();
        var tree = Joined(log);
        tree.Views.Register<WrongName>("type0more");
        var type = Protocol.Tests.Some.Type(9) with { FrontendType = "type0more" };

        tree.Frame(new AnnounceTypeOperation(type), Create(Protocol.Tests.Some.Object(5, type, 1)));

        Assert.That(tree.Object(5).View, Is.Null);
        Assert.That(log.Errors.Single(), Does.Contain("WrongName.Title shows the attribute 'title'"));
    }

    [Test]
    public void OnCreate_ThatThrows_IsLoggedAndHarmsNobodyElse()
    {
        var log = new LogList();
        var tree = Joined(log);

        tree.Views.Register<Throwing>("note");
        tree.Frame(SetText(2, "x"));

        Assert.That(log.Errors, Has.Count.EqualTo(2));
        Assert.That(((Throwing)tree.Object(2).View!).Text.Value, Is.EqualTo("x"));
    }

    [Test]
    public void Register_InsideRead_Throws()
    {
        var tree = Joined();
        Assert.Throws<InvalidOperationException>(() => tree.Read(() => tree.Views.Register<View1>("note")));
    }

    [Test]
    public void Register_InObserver_MakesViewsAtOnce()
    {
        var tree = Joined();
        var log = new List<string>();
        tree.Applied += _ => tree.Views.Register("note", () => new NoteView(log));

        tree.Frame(SetText(2, "x"));

        Assert.That(log, Is.EqualTo(["+2 x", "+3 three"]));
    }

    private sealed class NoteView(List<string> log) : View
    {
        [WireName("text")]
        public StringTopic Caption { get; } = new();

        internal DictTopic<string> Style { get; } = new();

        protected override void OnCreate()
        {
            log.Add($"+{Object.Id} {Caption.Value}");
            Caption.Observe(change => log.Add($"{Object.Id} {change.Old}>{change.New}"));
        }

        protected override void OnDestroy() => log.Add($"-{Object.Id}");
    }

    private class Captioned : View
    {
        public string Shown => Text.Value;

        private StringTopic Text { get; } = new();
    }

    private sealed class BelowCaptioned : Captioned;

    private sealed class ParentView(List<long> heard) : View
    {
        protected override void OnCreate()
        {
            heard.AddRange(Object.Children.Select(child => child.Id));
            Object.Children.Observe(change => heard.Add(change.Child.Id));
        }
    }

    private sealed class View1 : View;

    private sealed class WrongName : View
    {
        public StringTopic Title { get; } = new();
    }

    private sealed class WrongKind : View
    {
        public IntTopic Text { get; } = new();
    }

    private sealed class Settable : View
    {
        public StringTopic Text { get; set; } = new();
    }

    private sealed class Throwing : View
    {
        public StringTopic Text { get; } = new();

        protected override void OnCreate() => throw new InvalidOperationException("mine");
    }
}

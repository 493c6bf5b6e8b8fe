using ObjectTree.Model.Kinds;

namespace ObjectTree.Tests.Types;

public sealed class DeclarationTests
{
    [Test]
    public void Schema_NamesKindsAndMethods_AreOnTheWireInCamelCase()
    {
        var tree = Some.Tree();
        tree.Register<Derived>();
        var schema = tree.Types[^1];

        Assert.That(schema.Attributes.Select(attribute => (attribute.Name, attribute.Kind)), Is.EqualTo(new[]
        {
            ("first", TopicKind.String), ("2nd", TopicKind.Int), ("third", TopicKind.Dict),
        }), "base classes first");
        Assert.That(schema.Methods, Is.EqualTo(new[] { "call", "ring" }));
    }

    [Test]
    public void FrontendType_NearestBaseThatHasOne_Counts()
    {
        var tree = Some.Tree();
        tree.Register<Derived>();
        tree.Register<Note>();
        tree.Register<Named>("my named");

        Assert.That(tree.Types.Select(type => (type.Name, type.FrontendType)), Is.EqualTo(new[]
        {
            ("SObject", "SObject"), ("Derived", "base"), ("Note", "Note"), ("my named", "own"),
        }));
    }

    [Test]
    public void Attribute_NamedTagsByTheClass_IsAnAttribute()
    {
        var tree = Some.Tree();
        tree.CreateObject<OwnTags>();
        Assert.That(tree.Types[^1].Attributes.Select(attribute => attribute.Name), Is.EqualTo(new[] { "tags" }));
    }

    [Test]
    public void Register_Twice_IsTheSame()
    {
        var tree = Some.Tree();
        tree.Register<Note>();
        tree.Register<Note>();
        Assert.That(tree.Types, Has.Length.EqualTo(2));
        Assert.That(() => tree.Register<Note>("other"), Throws.InvalidOperationException.With.Message.Contains("'Note'"));
    }

    [Test]
    public void Register_NameTaken_IsRefused()
    {
        var tree = Some.Tree();
        tree.Register<Note>("name");
        Assert.That(() => tree.Register<Derived>("name"), Throws.ArgumentException.With.Message.Contains("taken"));
        Assert.That(() => tree.Register<Derived>(new string('a', 65)), Throws.ArgumentException);
        tree.Register<Derived>();
    }

    [Test]
    public void Declaration_Wrong_SaysWhatToDo()
    {
        Refused<NullTopic>("NullTopic.Text is null", "= new()");
        Refused<Setter>("Setter.Text may not have a setter");
        Refused<ExpressionBodied>("ExpressionBodied.Text makes a new topic at each read");
        Refused<Shared>("held by an attribute already");
        Refused<SameName>("two attributes named 'text'");
        Refused<UnsupportedItem>("UnsupportedItem.Items: System.DateTime cannot travel");
        Refused<UnsupportedParameter>("its parameter 'when': System.DateTime cannot travel. Use DateTimeOffset");
        Refused<UnsupportedResult>("its result: System.Object cannot travel");
        Refused<UnsupportedTask>("its result: System.Object cannot travel");
        Refused<AsyncVoid>("AsyncVoid.Call cannot be [ClientCallable]: what is async has to return a Task");
        Refused<Overloaded>("two callable methods named 'call'");
        Refused<GenericMethod>("neither generic nor static");
        Refused<HiddenMethod>("public");
        Refused<BelowHiddenMethod>("HiddenMethod.Call cannot be [ClientCallable]");
        Refused<SameChild>("a [Child] 'Held' each");
        Refused<ChildWithoutSetter>("ChildWithoutSetter.Child is marked [Child]");
        Refused<LongName>("1 to 64 bytes");
        Refused<ConflatedEvent>("ConflatedEvent.Rung cannot be [Conflated]", "each event counts");
        Refused<WritableConflatedText>("WritableConflatedText.Text cannot be both [ClientWritable] and [Conflated]");
        Refused<WritableConflatedList>("WritableConflatedList.Items cannot be both [ClientWritable] and [Conflated]");
        Refused<NoWindow>("NoWindow.Text is marked [Conflated(0)]", "1 millisecond or more");
        Refused<Open>("abstract");
    }

    [Test]
    public void Child_PrivateInABaseClass_IsInSnapshots()
    {
        var tree = Some.Tree();
        var copy = (BelowHiddenChild)tree.Root.Restore(tree.CreateObject<BelowHiddenChild>().Serialize());
        Assert.That(copy.Shown, Is.SameAs(copy.Children.Single()));
    }

    [Test]
    public void Declaration_UnsupportedItem_IsRefusedWhenRegistered() =>
        Assert.That(() => Some.Tree().Register<UnsupportedItem>(), Throws.TypeOf<NotSupportedException>());

    [Test]
    public void RootType_NoSObject_IsRefused() =>
        Assert.That(() => new Tree(new TreeOptions { RootType = typeof(string) }), Throws.ArgumentException);

    private static void Refused<T>(params string[] messages)
        where T : SObject
    {
        var tree = Some.Tree();
        var message = Unchanged.By<Exception>(tree, () => tree.CreateObject<T>()).Message;
        foreach (var part in messages)
            Assert.That(message, Does.Contain(part));
    }

    [FrontendType("base")]
    public class Base : SObject
    {
        public StringTopic First { get; } = new();

        [ClientCallable]
        public virtual int Call(int number) => number;
    }

    public class Derived : Base
    {
        [WireName("2nd")]
        public IntTopic Second { get; } = new();

        public DictTopic<string> Third { get; } = new();

        public override int Call(int number) => number + 1;

        [ClientCallable]
        [WireName("ring")]
        public void Bell(Caller caller) => Second.Add(caller.User.Length);
    }

    [FrontendType("own")]
    public sealed class Named : Base;

    public sealed class OwnTags : SObject
    {
        public new ListTopic<string> Tags { get; } = new();
    }

    public sealed class NullTopic : SObject
    {
        public StringTopic Text { get; } = null!;
    }

    public sealed class Setter : SObject
    {
        public StringTopic Text { get; set; } = new();
    }

    public sealed class ExpressionBodied : SObject
    {
        public StringTopic Text => new(Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public sealed class Shared : SObject
    {
        public StringTopic Text { get; } = new();

        public StringTopic Same => Text;
    }

    public sealed class SameName : SObject
    {
        public StringTopic Text { get; } = new();

        [WireName("text")]
        public StringTopic Other { get; } = new();
    }

    public sealed class UnsupportedItem : SObject
    {
        public ListTopic<DateTime> Items => null!;
    }

    public sealed class UnsupportedParameter : SObject
    {
        [ClientCallable]
        public void Call(DateTime when) => Tags.Add($"{when}");
    }

    public sealed class UnsupportedResult : SObject
    {
        [ClientCallable]
        public object Call() => this;
    }

    public sealed class UnsupportedTask : SObject
    {
        [ClientCallable]
        public Task<object> Call() => Task.FromResult<object>(this);
    }

    public sealed class AsyncVoid : SObject
    {
        [ClientCallable]
        public async void Call() => await Task.FromResult(Id);
    }

    public sealed class Overloaded : SObject
    {
        [ClientCallable]
        public long Call() => Id;

        [ClientCallable]
        public long Call(int number) => Id + number;
    }

    public class HiddenMethod : SObject
    {
        public long Other() => Call();

        [ClientCallable]
        private long Call() => Id;
    }

    public sealed class BelowHiddenMethod : HiddenMethod;

    public sealed class GenericMethod : SObject
    {
        [ClientCallable]
        public T Call<T>(T value) => value;
    }

    public sealed class ChildWithoutSetter : SObject
    {
        [Child]
        public Note? Child { get; }
    }

    public class HiddenChild : SObject
    {
        [Child]
        private SObject? Held { get; set; }

        public SObject? Shown => Held;

        protected override void OnBuild() => Held = AddChild<Note>();
    }

    public sealed class BelowHiddenChild : HiddenChild;

    public sealed class SameChild : HiddenChild
    {
        [Child]
        public Note? Held { get; private set; }
    }

    public sealed class LongName : SObject
    {
        [WireName("a name that is longer than the sixty-four bytes that are allowed for it")]
        public StringTopic Text { get; } = new();
    }

    public sealed class ConflatedEvent : SObject
    {
        [Conflated(50)]
        public EventTopic<string> Rung { get; } = new();
    }

    public sealed class WritableConflatedText : SObject
    {
        [ClientWritable, Conflated(50)]
        public StringTopic Text { get; } = new();
    }

    public sealed class WritableConflatedList : SObject
    {
        [ClientWritable, Conflated(50)]
        public ListTopic<string> Items { get; } = [];
    }

    public sealed class NoWindow : SObject
    {
        [Conflated(0)]
        public StringTopic Text { get; } = new();
    }

    public abstract class Open : SObject;
}

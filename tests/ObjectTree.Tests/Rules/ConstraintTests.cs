using System.ComponentModel.DataAnnotations;
using ObjectTree.Model.Constraints;
using ObjectTree.Model.Shape;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace ObjectTree.Tests.Rules;

/// <summary>Constraints that a class declares hold for whatever is written. What each of them allows is in the contract's cases.</summary>
public sealed class ConstraintTests
{
    [Test]
    public void Write_BreaksAConstraint_IsRefusedAndChangesNothing()
    {
        var card = Some.Tree().CreateObject<Card>();
        Refused(card, () => card.Title.Value = "", "A value is required.");
        Refused(card, () => card.Title.Delete(0, 5), "A value is required.");
        Refused(card, () => card.Title.Insert(0, "too long"), "The text may have 10 characters at most.");
        Refused(card, () => card.Title.Value = "UPPER", "Small letters only, in title.");
        Refused(card, () => card.Stars.Value = 6, "The number has to be from 0 to 5.");
        Refused(card, () => card.Stars.Add(-1), "The number has to be from 0 to 5.");
        Refused(card, () => card.Share.Add(1), "The number has to be more than 0, and 1 or less.");
        Refused(card, () => card.Share.Value = 0, "The number has to be more than 0, and 1 or less.");
        Refused(card, () => card.Weight.Value = -1, "The number has to be -0.5 or more.");
        Refused(card, () => card.Owner.Value = null, "A value is required.");
        Refused(card, () => card.Note.Value = null, "A value is required.");
        Refused(card, () => card.Lines.Add(" "), "A value is required.");
        Refused(card, () => card.Lines.AddRange(["a", ""]), "A value is required.");
        Refused(card, () => card.Names["key"] = "four", "The text has to have 1 to 3 characters.");
        Refused(card, () => card.Codes.Add("12"), "The text does not have the form that is wanted: [a-z]+");
        Refused(card, () => card.Said.Emit(""), "A value is required.");
        Refused(card, () => card.Labels.Add("a"), "The list has this item already.");
        Refused(card, () => card.Labels.Value = ["b", "b"], "The list has this item already.");

        card.Title.Value = "short";
        card.Stars.Add(4);
        card.Share.Value = double.Epsilon;
        card.Weight.Value = Model.Values.Value.MaxInt;
        card.Note.Value = "b";
        card.Lines.Add("a");
        card.Names["a key that is longer"] = "abc";
        card.Codes.Add("b");
        card.Said.Emit("hi");
        card.Labels.Move(0, 1);
        Assert.That(card.Labels, Is.EqualTo(new[] { "b", "a" }));
    }

    [Test]
    public void FirstValue_BreaksAConstraint_StaysUntilItIsWritten()
    {
        var strange = Some.Tree().CreateObject<Strange>();
        Refused(strange, () => strange.Stars.Add(-1), "The number has to be from 0 to 5.");
        strange.Labels.Add("b");
        strange.Lines.Value = ["", "b", "c"];
        strange.Stars.Value = 5;
        Assert.That(strange.Labels, Is.EqualTo(new[] { "a", "a", "b" }));
    }

    [Test]
    public void Build_WritesWhatBreaksAConstraint_IsRefused()
    {
        var tree = Some.Tree();
        var refused = Unchanged.By<OperationRejectedException>(tree, () => tree.CreateObject<Card>(card => card.Stars.Value = 9));
        Assert.That(refused.Code, Is.EqualTo(RejectionCodes.Validation));
    }

    [Test]
    public void Validator_BesideAConstraint_IsAskedAfterIt()
    {
        var card = Some.Tree().CreateObject<Card>();
        var asked = 0;
        card.Stars.Validate(stars => ++asked > 0 && stars != 3, "not 3");
        Refused(card, () => card.Stars.Value = 9, "The number has to be from 0 to 5.");
        Assert.That(asked, Is.Zero);
        Refused(card, () => card.Stars.Value = 3, "not 3");
    }

    [Test]
    public void Undo_BringsBackWhatBreaksAConstraint()
    {
        var strange = Some.Tree().CreateObject<Strange>();
        strange.Stars.Value = 5;
        Assert.That((strange.Undo(), strange.Stars.Value), Is.EqualTo((true, 9L)));
    }

    [Test]
    public void Restore_OfWhatBreaksAConstraint_Succeeds()
    {
        var tree = Some.Tree();
        var copy = (Strange)tree.Root.Restore(tree.CreateObject<Strange>().Serialize());
        Assert.That(copy.Stars.Value, Is.EqualTo(9));
        Refused(copy, () => copy.Stars.Value = 8, "The number has to be from 0 to 5.");
    }

    [Test]
    public void Schema_TellsConstraintsInOneOrder()
    {
        var tree = Some.Tree();
        tree.CreateObject<Card>();
        var attributes = tree.Types[^1].Attributes.ToDictionary(attribute => attribute.Name);
        Assert.That(attributes["title"].Constraints, Is.EqualTo(new[]
        {
            Constraint.Required("A value is required."), Constraint.Length(0, 10, "The text may have 10 characters at most."),
            Constraint.Pattern("[a-z ]*", "Small letters only, in title."),
        }));
        Assert.That(attributes["title"].Flags, Is.EqualTo(AttributeFlags.Constrained));
        Assert.That(
            attributes["weight"].Constraints.Single().Operands.Select(operand => operand.AsFloat()),
            Is.EqualTo(new[] { 0, 9007199254740991d }));
        Assert.That(attributes["labels"].Constraints.Single().Kind, Is.EqualTo(ConstraintKind.Unique), "known from the first object on");
        Assert.That(attributes["plain"].Flags, Is.EqualTo(AttributeFlags.None));
    }

    [Test]
    public void AddedAttribute_ThatIsUnique_StaysSoWhenItIsRestored()
    {
        var tree = Some.Tree();
        var note = Some.Note(tree);
        var marks = note.AddAttribute("marks", new ListTopic<string>(["a"]) { Unique = true });
        Refused(note, () => marks.Add("a"), "The list has this item already.");

        var copy = tree.Root.Restore(note.Serialize());
        var restored = copy.AddAttribute("marks", new ListTopic<string> { Unique = true });
        Refused(copy, () => restored.Add("a"), "The list has this item already.");
    }

    [Test]
    public void Declaration_OfWhatHasNoSense_SaysWhatToDo()
    {
        Wrong<RequiredNumber>("RequiredNumber.Number cannot be [Required]: such a value is always there.");
        Wrong<RequiredNothing>("RequiredNothing.Text cannot be [Required]: AllowEmptyStrings leaves nothing to ask");
        Wrong<RangeOfText>("RangeOfText.Text cannot be [Range]: it is of no numbers.");
        Wrong<RangeOfNothing>("RangeOfNothing.Number cannot be [Range]: no number is within its bounds.");
        Wrong<RangeOfTypes>("RangeOfTypes.Number cannot be [Range]: its bounds have to be numbers of type int or double.");
        Wrong<RangeOfNoNumber>("RangeOfNoNumber.Number cannot be [Range]: no number is within its bounds.");
        Wrong<LengthOfNumber>("LengthOfNumber.Number cannot be [StringLength]: it is of no texts.");
        Wrong<LengthOfNothing>("LengthOfNothing.Text cannot be [StringLength]: no text has such a length.");
        Wrong<LengthOfEnum>("LengthOfEnum.State cannot be [StringLength]: it is of no texts.");
        Wrong<PatternOfBool>("PatternOfBool.On cannot be [RegularExpression]: it is of no texts.");
        Wrong<PatternThatLooksAhead>(
            "PatternThatLooksAhead.Text cannot be [RegularExpression]: at code unit 2 it has (?,", "Use Validate in OnInit.");
        Wrong<PatternInTime>("PatternInTime.Text cannot be [RegularExpression]: a pattern needs no time limit");
        Wrong<Mail>("Mail.Text cannot be [EmailAddress]: only Required, Range, StringLength and RegularExpression travel. Use Validate");
    }

    [Test]
    public void List_UniqueInSomeObjectsOnly_IsRefused()
    {
        var tree = Some.Tree();
        tree.CreateObject<Sometimes>();
        Sometimes.IsUnique = true;
        Assert.That(
            Unchanged.By<InvalidOperationException>(tree, () => tree.CreateObject<Sometimes>()).Message,
            Is.EqualTo("Sometimes.Items is Unique in some objects of the class and not in others."));
    }

    private static void Refused(SObject target, Action write, string reason)
    {
        var refused = Unchanged.By<OperationRejectedException>(target.Tree, write);
        Assert.That((refused.Code, refused.Reason), Is.EqualTo((RejectionCodes.Validation, reason)));
    }

    private static void Wrong<T>(params string[] messages)
        where T : SObject
    {
        var message = Assert.Throws<ArgumentException>(() => Some.Tree().Register<T>())!.Message;
        foreach (var part in messages)
            Assert.That(message, Does.Contain(part));
    }

    public enum State { Open }

    public sealed class Card : SObject
    {
        [RegularExpression("[a-z ]*", ErrorMessage = "Small letters only, in {0}.")]
        [StringLength(10)]
        [Required]
        public StringTopic Title { get; } = new("first");

        [Range(0, 5)]
        public IntTopic Stars { get; } = new();

        [Range(0, 1, MinimumIsExclusive = true)]
        public FloatTopic Share { get; } = new(0.5);

        [Range(-0.5, double.PositiveInfinity)]
        public ValueTopic<long?> Weight { get; } = new();

        [Required]
        public RefTopic<SObject> Owner { get; } = new();

        [Required]
        public ValueTopic<string?> Note { get; } = new("a");

        [Required]
        public ListTopic<string> Lines { get; } = [];

        [StringLength(3, MinimumLength = 1)]
        public DictTopic<string> Names { get; } = [];

        [RegularExpression("[a-z]+")]
        public SetTopic<string> Codes { get; } = [];

        [Required]
        public EventTopic<string> Said { get; } = new();

        public ListTopic<string> Labels { get; } = new(["a", "b"]) { Unique = true };

        public ListTopic<string> Plain { get; } = [];

        protected override void OnBuild() => Owner.Value = this;
    }

    public sealed class Strange : SObject
    {
        [Range(0, 5)]
        public IntTopic Stars { get; } = new(9);

        [Required]
        public ListTopic<string> Lines { get; } = new(["", "b"]);

        public ListTopic<string> Labels { get; } = new(["a", "a"]) { Unique = true };
    }

    public sealed class RequiredNumber : SObject
    {
        [Required]
        public IntTopic Number { get; } = new();
    }

    public sealed class RequiredNothing : SObject
    {
        [Required(AllowEmptyStrings = true)]
        public StringTopic Text { get; } = new();
    }

    public sealed class RangeOfText : SObject
    {
        [Range(0, 5)]
        public StringTopic Text { get; } = new();
    }

    public sealed class RangeOfNothing : SObject
    {
        [Range(0.2, 0.8)]
        public IntTopic Number { get; } = new();
    }

    public sealed class RangeOfTypes : SObject
    {
        [Range(typeof(long), "0", "5")]
        public IntTopic Number { get; } = new();
    }

    public sealed class RangeOfNoNumber : SObject
    {
        [Range(0, double.NaN)]
        public FloatTopic Number { get; } = new();
    }

    public sealed class LengthOfNumber : SObject
    {
        [StringLength(5)]
        public ValueTopic<int> Number { get; } = new();
    }

    public sealed class LengthOfNothing : SObject
    {
        [StringLength(5, MinimumLength = 6)]
        public StringTopic Text { get; } = new();
    }

    public sealed class LengthOfEnum : SObject
    {
        [StringLength(5)]
        public ValueTopic<State> State { get; } = new();
    }

    public sealed class PatternOfBool : SObject
    {
        [RegularExpression("true")]
        public BoolTopic On { get; } = new();
    }

    public sealed class PatternThatLooksAhead : SObject
    {
        [RegularExpression("(?=a).*")]
        public StringTopic Text { get; } = new();
    }

    public sealed class PatternInTime : SObject
    {
        [RegularExpression("a", MatchTimeoutInMilliseconds = 5)]
        public StringTopic Text { get; } = new();
    }

    public sealed class Mail : SObject
    {
        [EmailAddress]
        public StringTopic Text { get; } = new();
    }

    public sealed class Sometimes : SObject
    {
        public static bool IsUnique { get; set; }

        public ListTopic<int> Items { get; } = new() { Unique = IsUnique };
    }
}

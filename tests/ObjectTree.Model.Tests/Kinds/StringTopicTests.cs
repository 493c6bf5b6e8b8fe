using ObjectTree.Model.Kinds.String;

namespace ObjectTree.Model.Tests.Kinds;

public sealed class StringTopicTests
{
    [Test]
    public void New_WithoutValue_IsEmpty() => Assert.That(new StringTopic().Value, Is.Empty);

    [Test]
    public void Value_SetToOther_IsOneSet()
    {
        var (topic, host) = Make("old");

        topic.Value = "new";

        Assert.That(topic.Value, Is.EqualTo("new"));
        Assert.That(host.Written, Is.EqualTo(new[] { new StringOperation.Set(TestHost.Address, "new") }));
    }

    [Test]
    public void Value_SetToSame_IsNoOperation()
    {
        var (topic, host) = Make("same");
        host.Ignores(() => topic.Value = "same");
    }

    [Test]
    public void Value_SetToNull_IsRefused()
    {
        var (topic, host) = Make("text");
        host.Refuses<ArgumentNullException>(() => topic.Value = null!);
    }

    [TestCaseSource(typeof(Some), nameof(Some.IllFormed))]
    public void Value_SetToLoneSurrogate_IsRefused(string illFormed)
    {
        var (topic, host) = Make("text");
        host.Refuses<ArgumentException>(() => topic.Value = illFormed);
    }

    [Test]
    public void New_WithLoneSurrogate_IsRefused() =>
        Assert.That(() => new StringTopic("\uD800"), Throws.ArgumentException);

    [TestCase(0, "new old")]
    [TestCase(1, "onew ld")]
    [TestCase(3, "oldnew ")]
    public void Insert_InRange_IsOneSplice(int position, string expected)
    {
        var (topic, host) = Make("old");

        topic.Insert(position, "new ");

        Assert.That(topic.Value, Is.EqualTo(expected));
        Assert.That(host.Written, Is.EqualTo(new[] { new StringOperation.Splice(TestHost.Address, position, 0, "new ") }));
    }

    [Test]
    public void Insert_Nothing_IsNoOperation()
    {
        var (topic, host) = Make("text");
        host.Ignores(() => topic.Insert(2, ""));
    }

    [TestCase(-1)]
    [TestCase(5)]
    [TestCase(int.MaxValue)]
    public void Insert_Outside_IsRefused(int position)
    {
        var (topic, host) = Make("text");
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Insert(position, "x"));
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Insert(position, ""));
    }

    [Test]
    public void Insert_IntoSurrogatePair_IsRefused()
    {
        var (topic, host) = Make("😀");
        host.Refuses<ArgumentException>(() => topic.Insert(1, "x"));
    }

    [Test]
    public void Insert_Null_IsRefused()
    {
        var (topic, host) = Make("text");
        host.Refuses<ArgumentNullException>(() => topic.Insert(0, null!));
    }

    [Test]
    public void Delete_InRange_IsOneSplice()
    {
        var (topic, host) = Make("abcd");

        topic.Delete(1, 2);

        Assert.That(topic.Value, Is.EqualTo("ad"));
        Assert.That(host.Written, Is.EqualTo(new[] { new StringOperation.Splice(TestHost.Address, 1, 2, "") }));
    }

    [TestCase(-1, 1)]
    [TestCase(0, -1)]
    [TestCase(0, 5)]
    [TestCase(3, 2)]
    [TestCase(5, 0)]
    [TestCase(1, int.MaxValue)]
    public void Delete_Outside_IsRefused(int position, int length)
    {
        var (topic, host) = Make("text");
        host.Refuses<ArgumentOutOfRangeException>(() => topic.Delete(position, length));
    }

    [Test]
    public void Delete_HalfASurrogatePair_IsRefused()
    {
        var (topic, host) = Make("😀");
        host.Refuses<ArgumentException>(() => topic.Delete(0, 1));
    }

    [Test]
    public void Delete_FromInsideOnePairToInsideAnother_IsRefused()
    {
        // What stays would be a pair again, but what went could not travel back.
        var (topic, host) = Make("😀😀");
        host.Refuses<ArgumentException>(() => topic.Delete(1, 2));
    }

    [Test]
    public void Observe_Set_TellsOldAndNewWithoutEdit()
    {
        var (topic, _) = Make("old");
        var told = Told(topic);

        topic.Value = "new";

        Assert.That(told, Is.EqualTo(new[] { new StringChange("old", "new", null) }));
    }

    [Test]
    public void Observe_Edit_TellsTheEdit()
    {
        var (topic, _) = Make("abcd");
        var told = Told(topic);

        topic.Insert(1, "xy");
        topic.Delete(0, 2);

        Assert.That(told, Is.EqualTo(new[]
        {
            new StringChange("abcd", "axybcd", new StringEdit(1, 0, "xy")),
            new StringChange("axybcd", "ybcd", new StringEdit(0, 2, "")),
        }));
    }

    private static (StringTopic Topic, TestHost Host) Make(string value)
    {
        var topic = new StringTopic(value);
        return (topic, TestHost.Of(topic));
    }

    private static List<StringChange> Told(StringTopic topic)
    {
        var told = new List<StringChange>();
        topic.Observe(told.Add);
        return told;
    }
}

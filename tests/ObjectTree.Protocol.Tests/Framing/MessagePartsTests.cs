using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Framing;

public class MessagePartsTests
{
    private const int Limit = 100;

    private static readonly byte[] Ping = Some.Bytes(new PingMessage());

    [Test]
    public void Split_WithinTheLimit_IsTheMessageItself()
    {
        var message = Some.Bytes(Hello(70));
        Assert.That(MessageParts.Split(message, message.Length), Is.EqualTo(new ReadOnlyMemory<byte>[] { message }));
    }

    [Test]
    public void Split_ThenAdd_GivesTheMessage([Values(95, 150, 186, 187, 1_000, 70_000)] int length)
    {
        var message = Some.Bytes(Hello(length));
        var assembler = new MessageAssembler(Limit, message.Length);

        var parts = MessageParts.Split(message, Limit).ToList();

        Assert.That(parts.Select(part => part.Length), Is.All.LessThanOrEqualTo(Limit));
        Assert.That(parts.SkipLast(1).Select(part => assembler.Add(part)), Is.All.Null);
        Assert.That(assembler.Add(parts[^1])!.Value.ToArray(), Is.EqualTo(message));
        Assert.That(assembler.IsUnderWay, Is.False);
    }

    [Test]
    public void Split_AtTheDefaultLimit_FillsIt()
    {
        var first = MessageParts.Split(new byte[200_000], ProtocolLimits.Default.Message).First();
        Assert.That(first.Length, Is.InRange(ProtocolLimits.Default.Message - 4, ProtocolLimits.Default.Message));
    }

    [Test]
    public void Add_PartsOverTheTotal_IsTooBig()
    {
        var assembler = new MessageAssembler(Limit, 150);
        Assert.That(assembler.Add(Part(false, 80)), Is.Null);
        AssertRefused(CloseCode.TooBig, () => assembler.Add(Part(true, 71)));
    }

    [Test]
    public void Add_MessageOverTheLimit_IsTooBig() =>
        AssertRefused(CloseCode.TooBig, () => new MessageAssembler(Limit, 1_000).Add(new byte[Limit + 1]));

    [Test]
    public void Add_OtherMessageBetweenParts_IsMalformed()
    {
        var assembler = new MessageAssembler(Limit, 1_000);
        assembler.Add(Part(false, 1));
        AssertRefused(CloseCode.Malformed, () => assembler.Add(Ping));
    }

    [Test]
    public void Add_PartOfParts_IsMalformed() =>
        AssertRefused(CloseCode.Malformed, () => new MessageAssembler(Limit, 1_000).Add(Some.Bytes(new PartMessage(true, Part(true, 1)))));

    [Test]
    public void Add_SecondMessageInParts_LeavesTheFirstAsItWas()
    {
        var assembler = new MessageAssembler(Limit, 1_000);
        var first = assembler.Add(Some.Bytes(new PartMessage(true, Ping)))!.Value;

        assembler.Add(Some.Bytes(new PartMessage(true, Some.Bytes(new PongMessage()))));

        Assert.That(first.ToArray(), Is.EqualTo(Ping));
    }

    private static HelloMessage Hello(int length) => new([1], "", null, null, Some.Text(length));

    private static byte[] Part(bool last, int length) => Some.Bytes(new PartMessage(last, new byte[length]));

    private static void AssertRefused(CloseCode code, Action add) =>
        Assert.That(Assert.Throws<ProtocolException>(add)!.Code, Is.EqualTo(code));
}

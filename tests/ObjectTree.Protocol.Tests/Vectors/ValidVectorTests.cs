using System.Buffers;
using ObjectTree.Protocol.Framing;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Tests.Vectors;

public class ValidVectorTests
{
    public static IEnumerable<Vector> Messages => Vector.AllValid.Where(vector => !vector.IsTcp);

    public static IEnumerable<Vector> Actions => Messages.Where(vector => vector.Name.StartsWith("action", StringComparison.Ordinal));

    public static IEnumerable<Vector> Written => Messages.Where(vector => !vector.IsDecodeOnly);

    public static IEnumerable<Vector> Streams => Vector.AllValid.Where(vector => vector.IsTcp);

    [TestCaseSource(nameof(Messages))]
    public void Read_ValidBytes_GivesTheMessage(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var known = KnownState.After(vector.Given);

        var message = MessageReader.Read(vector.Bytes, vector.Limits.ToReadLimits(), known);

        Assert.That(message, Is.EqualTo(JsonMessages.Read(vector.Message, known)));
    }

    [TestCaseSource(nameof(Actions))]
    public void ReadOperations_OfAValidAction_GivesThem(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var (known, limits) = (KnownState.After(vector.Given), vector.Limits.ToReadLimits());

        var operations = ((ActionMessage)MessageReader.Read(vector.Bytes, limits)).ReadOperations(known, limits, vector.Limits.Operations);

        Assert.That(operations, Is.EqualTo(new JsonOperations(known).Read(vector.Message.GetProperty("operations"))));
    }

    [TestCaseSource(nameof(Written))]
    public void Write_ValidMessage_GivesTheBytes(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var output = new ArrayBufferWriter<byte>();

        MessageWriter.Write(output, JsonMessages.Read(vector.Message, KnownState.After(vector.Given)));

        Assert.That(Convert.ToHexString(output.WrittenSpan), Is.EqualTo(Convert.ToHexString(vector.Bytes)));
    }

    [TestCaseSource(nameof(Streams))]
    public void TryRead_ValidStream_GivesTheMessages(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var stream = new ReadOnlySequence<byte>(vector.Bytes);
        var read = new List<Message>();

        while (LengthPrefix.TryRead(ref stream, vector.TcpLimit, out var message))
            read.Add(MessageReader.Read(message.ToArray(), vector.Limits.ToReadLimits()));

        Assert.That(stream.IsEmpty);
        Assert.That(read, Is.EqualTo(vector.Message.EnumerateArray().Select(one => JsonMessages.Read(one, new KnownState()))));
    }

    [TestCaseSource(nameof(Messages))]
    public void Read_EveryPrefix_IsRefusedOrShorter(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var known = KnownState.After(vector.Given);
        for (var length = 0; length < vector.Bytes.Length; length++)
        {
            try
            {
                _ = MessageReader.Read(vector.Bytes.AsMemory(0, length), vector.Limits.ToReadLimits(), known);
            }
            catch (ProtocolException exception)
            {
                Assert.That(exception.Code, Is.EqualTo(CloseCode.Malformed), $"{length} bytes");
            }
        }
    }
}

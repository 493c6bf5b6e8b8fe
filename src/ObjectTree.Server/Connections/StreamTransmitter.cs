namespace ObjectTree.Server.Connections;

/// <summary>Sends through a stream of the server that owns the connection: with TLS, HTTP/2, or whatever else it knows.</summary>
internal sealed class StreamTransmitter(Stream stream, Action wake) : Transmitter(wake)
{
    private const int Piece = 65_536;

    protected override int TrySend(ReadOnlyMemory<byte> bytes, out ValueTask rest)
    {
        var piece = bytes[..Math.Min(bytes.Length, Piece)];
        rest = stream.WriteAsync(piece);
        return piece.Length;
    }
}

namespace ObjectTree.Server.Connections;

/// <summary>The numbers in the head of a WebSocket frame (RFC 6455, section 5.2).</summary>
internal static class WebSocketFormat
{
    // The first byte.
    public const byte Last = 0x80;
    public const byte Reserved = 0x70;
    public const byte Opcode = 0x0f;

    // The second.
    public const byte Masked = 0x80;
    public const byte Length = 0x7f;

    // Lengths that say how long the length is that follows them.
    public const byte Length16 = 126;
    public const byte Length64 = 127;

    /// <summary>How many bytes a frame may have that is no part of a message.</summary>
    public const int LongestControl = 125;
}

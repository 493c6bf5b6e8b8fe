namespace ObjectTree.Protocol.Wire;

/// <summary>The first bytes of MessagePack values.</summary>
internal static class Code
{
    public const byte MaxPositive = 0x7f;
    public const byte MinMap = 0x80;
    public const byte MaxMap = 0x8f;
    public const byte MinArray = 0x90;
    public const byte MaxArray = 0x9f;
    public const byte MinString = 0xa0;
    public const byte MaxString = 0xbf;
    public const byte Nil = 0xc0;
    public const byte NeverUsed = 0xc1;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Binary8 = 0xc4;
    public const byte Binary32 = 0xc6;
    public const byte Extension8 = 0xc7;
    public const byte Extension32 = 0xc9;
    public const byte Float32 = 0xca;
    public const byte Float64 = 0xcb;
    public const byte UInt8 = 0xcc;
    public const byte UInt16 = 0xcd;
    public const byte UInt32 = 0xce;
    public const byte UInt64 = 0xcf;
    public const byte Int8 = 0xd0;
    public const byte Int16 = 0xd1;
    public const byte Int32 = 0xd2;
    public const byte Int64 = 0xd3;
    public const byte FixedExtension1 = 0xd4;
    public const byte FixedExtension16 = 0xd8;
    public const byte String8 = 0xd9;
    public const byte String32 = 0xdb;
    public const byte Array16 = 0xdc;
    public const byte Array32 = 0xdd;
    public const byte Map16 = 0xde;
    public const byte Map32 = 0xdf;
    public const byte MinNegative = 0xe0;
}

; The installer of a release, made on Windows with Inno Setup 6:
;   iscc /DVersion=0.1.0 installer\rare-desk.iss      (from the project's folder, after PyInstaller)
; For one user, without administrator. Books, preferences and logs lie elsewhere and are never touched.
#ifndef Version
  #error say /DVersion=...
#endif

[Setup]
AppId={{7E3C5A0E-3B0F-4F0C-9B8D-52D5E5B0A1D7}
AppName=Rare Desk
AppVersion={#Version}
AppPublisher=Rare Desk
VersionInfoVersion={#Version}
DefaultDirName={localappdata}\Programs\Rare Desk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
CloseApplications=yes
SetupIconFile=..\resources\icons\rare-desk.ico
UninstallDisplayIcon={app}\RareDesk.exe
OutputDir=..\dist
OutputBaseFilename=RareDesk-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
zh.Book=Rare Desk 账簿
en.Book=Rare Desk book
zh.Locked=Rare Desk 加密文件
en.Locked=Rare Desk locked file

[InstallDelete]
; Nothing of an older version is imported by a newer one.
Type: filesandordirs; Name: "{app}\_internal"
Type: filesandordirs; Name: "{app}\licences"

[Files]
Source: "..\dist\RareDesk\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{userprograms}\Rare Desk"; Filename: "{app}\RareDesk.exe"; AppUserModelID: "RareDesk.RareDesk"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.raredesk"; ValueType: string; ValueData: "RareDesk.Book"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\RareDesk.Book"; ValueType: string; ValueData: "{cm:Book}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\RareDesk.Book\DefaultIcon"; ValueType: string; ValueData: "{app}\RareDesk.exe,0"
Root: HKCU; Subkey: "Software\Classes\RareDesk.Book\shell\open\command"; ValueType: string; ValueData: """{app}\RareDesk.exe"" ""%1"""
; Other programs call files so too: what is theirs stays, and the file's menu offers this one.
Root: HKCU; Subkey: "Software\Classes\.locked"; ValueType: string; ValueData: "RareDesk.Locked"; Flags: uninsdeletevalue uninsdeletekeyifempty; Check: LockedIsFree
Root: HKCU; Subkey: "Software\Classes\.locked\OpenWithProgids"; ValueType: string; ValueName: "RareDesk.Locked"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKCU; Subkey: "Software\Classes\RareDesk.Locked"; ValueType: string; ValueData: "{cm:Locked}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\RareDesk.Locked\DefaultIcon"; ValueType: string; ValueData: "{app}\RareDesk.exe,0"
Root: HKCU; Subkey: "Software\Classes\RareDesk.Locked\shell\open\command"; ValueType: string; ValueData: """{app}\RareDesk.exe"" ""%1"""

[Run]
Filename: "{app}\RareDesk.exe"; Flags: nowait postinstall skipifsilent

[Code]
function LockedIsFree: Boolean;
var
  Taken: String;
begin
  Result := not RegQueryStringValue(HKCR, '.locked', '', Taken) or (Taken = '') or (Taken = 'RareDesk.Locked');
end;
